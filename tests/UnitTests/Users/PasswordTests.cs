using System.Text.Json;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.ServiceDefaults.Users;

namespace UnitTests.Users;

public sealed class PasswordTests
{
    [Fact]
    public void HashPassword_MakesAHashThatOnlyThePasswordMatches()
    {
        using var output = new StringWriter();

        Assert.Equal(0, HashPassword.Run(new StringReader("correct horse\nignored"), output, TextWriter.Null));

        var hash = output.ToString().Trim();
        Assert.True(PasswordHashes.IsHash(hash));
        Assert.True(PasswordHashes.Verify(hash, "correct horse"));
        Assert.False(PasswordHashes.Verify(hash, "incorrect horse"));
    }

    [Fact]
    public void HashPassword_NoPassword_FailsWithAHint()
    {
        using var error = new StringWriter();

        Assert.Equal(1, HashPassword.Run(new StringReader(""), TextWriter.Null, error));

        Assert.Contains("hash-password", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_IsPbkdf2WithSha512And210000Rounds()
    {
        // Identity's version 3: a marker, the function, the rounds, the salt's length; big-endian.
        var bytes = Convert.FromBase64String(PasswordHashes.Make("x"));

        Assert.Equal(1, bytes[0]);
        Assert.Equal(2, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1)));
        Assert.Equal(210_000, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(5)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("relativity")]
    [InlineData("$2a$10$abcdefghijklmnopqrstuv")]
    public void IsHash_SomethingElse_IsFalse(string text) => Assert.False(PasswordHashes.IsHash(text));

    [Theory]
    [InlineData("einstein", "relativity")]
    [InlineData("marie", "radioactivity")]
    [InlineData("admin", "admin")]
    public void DevelopmentUsers_HaveTheirDocumentedPasswords(string name, string password)
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(
            Path.Combine(RepositoryRoot(), "services", "ocdav", "appsettings.Development.json")));
        var user = settings.RootElement.GetProperty("Users").EnumerateArray().Single(u => u.GetProperty("Name").GetString() == name);

        Assert.True(PasswordHashes.Verify(user.GetProperty("PasswordHash").GetString()!, password));
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "UploadProcessing.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
