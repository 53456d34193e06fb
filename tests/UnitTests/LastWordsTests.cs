using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using UploadProcessing.ServiceDefaults;

namespace UnitTests;

/// <summary>What a process says that cannot start.</summary>
public sealed class LastWordsTests
{
    private static readonly OptionsValidationException s_key = new("A", typeof(object), ["The key is short.", "The address is none."]);

    private static readonly OptionsValidationException s_port = new("B", typeof(object), ["The port is taken."]);

    [Fact]
    public void WrongConfiguration_IsToldWholeAndEndsWith78()
    {
        var (code, words) = LastWords.Of(new AggregateException(s_key, s_port))!.Value;

        Assert.Equal(78, code);
        Assert.EndsWith(":\n  The key is short.\n  The address is none.\n  The port is taken.", words, StringComparison.Ordinal);
    }

    [Fact]
    public void AddressOfAnother_IsToldAndEndsWith69() =>
        Assert.Equal((69, "Failed to bind."), LastWords.Of(new IOException("Failed to bind.", new AddressInUseException("In use."))));

    [Fact]
    public void FaultOfTheProgram_KeepsItsStackTrace()
    {
        Assert.Null(LastWords.Of(new InvalidOperationException("A fault.")));
        Assert.Null(LastWords.Of(new IOException("A disk.")));
        Assert.Null(LastWords.Of(new AggregateException(s_key, new InvalidOperationException("A fault."))));
    }
}
