using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Contracts.Transfer;

namespace UnitTests.Tokens;

public sealed class SigningKeyTests
{
    private static readonly string Good = RandomNumberGenerator.GetHexString(64);

    public static TheoryData<string> Bad =>
    [
        "", "tiny", new string('k', 64), "0123456789abcdef0123456789abcdef", "abcabcabcabcabcabcabcabcabcabcabcabc",
        "my-development-signing-key-of-enough-length", "CHANGEME-8f3a2b1c9d4e5f60718293a4b5c6d7e8", "0000000000000000000000000000000000000001",
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public void Key_ThatOthersCouldKnowOrGuess_IsRefusedWithWhatToDoAndWithoutTheKey(string key)
    {
        foreach (var problem in new[] { Problem(new AccessOptions { SigningKey = key }), Problem(new TransferOptions { SigningKey = key }) })
        {
            Assert.NotNull(problem);
            Assert.True(key.Length == 0 || !problem.Contains(key, StringComparison.Ordinal));
            Assert.True(key.Length == 0 || problem.Contains("openssl rand -hex 32", StringComparison.Ordinal), problem);
        }
    }

    [Fact]
    public void Key_OfTheCommandThatTheMessageNames_IsTaken() => Assert.All(
        Enumerable.Range(0, 1000).Select(_ => RandomNumberGenerator.GetHexString(64, lowercase: true)),
        key => Assert.Null(Problem(new TransferOptions { SigningKey = key })));

    [Fact]
    public void PreviousKey_ThatOthersCouldKnow_IsRefusedToo() => Assert.NotNull(
        Problem(new TransferOptions { SigningKey = Good, PreviousSigningKeys = { new string('k', 64) } }));

    private static string? Problem(object options)
    {
        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
            ? null
            : string.Join(' ', results.Select(result => result.ErrorMessage));
    }
}
