using UploadProcessing.Processing.Steps.VirusScan;

namespace UnitTests.Processing.VirusScan;

/// <summary>What clamd's answers mean.</summary>
public sealed class ClamAnswerTests
{
    [Theory]
    [InlineData("stream: OK")]
    [InlineData("2: stream: OK")]
    public void Ok_IsClean(string text) => Assert.IsType<ClamAnswer.Clean>(ClamAnswer.Parse(text));

    [Theory]
    [InlineData("stream: Eicar-Test-Signature FOUND", "Eicar-Test-Signature")]
    [InlineData("17: stream: Win.Test.EICAR_HDB-1 FOUND", "Win.Test.EICAR_HDB-1")]
    [InlineData("stream: Eicar(44d88612fea8a8f36de82e1278abb02f:68) FOUND", "Eicar")]
    [InlineData("stream: Heuristics.Broken.Executable FOUND", "Heuristics.Broken.Executable")]
    [InlineData("stream: OK FOUND", "OK")]
    [InlineData("stream: A\r\nB<b> FOUND", "A??B?b?")]
    [InlineData("stream: (x) FOUND", "?")]
    public void Found_NamesTheSignature(string text, string signature) => Assert.Equal(new ClamAnswer.Found(signature), ClamAnswer.Parse(text));

    [Fact]
    public void Found_WithALongName_IsCut() => Assert.Equal(100, Assert.IsType<ClamAnswer.Found>(ClamAnswer.Parse($"stream: {new string('a', 3000)} FOUND")).Signature.Length);

    [Theory]
    [InlineData("INSTREAM size limit exceeded. ERROR", "StreamMaxLength")]
    [InlineData("3: INSTREAM size limit exceeded. ERROR", "StreamMaxLength")]
    [InlineData("stream: Heuristics.Limits.Exceeded FOUND", "Heuristics.Limits.Exceeded")]
    [InlineData("stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND", "Heuristics.Limits.Exceeded.MaxScanSize")]
    public void Limit_IsNoVirus(string text, string limit) => Assert.Equal(new ClamAnswer.BeyondLimits(limit), ClamAnswer.Parse(text));

    [Fact]
    public void Encryption_IsNoVirus() => Assert.Equal(new ClamAnswer.Encrypted("Heuristics.Encrypted.Zip"), ClamAnswer.Parse("stream: Heuristics.Encrypted.Zip FOUND"));

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("stream: ok")]
    [InlineData("stream: OK ")]
    [InlineData("stream: OK\nstream: OK")]
    [InlineData("stream:  FOUND")]
    [InlineData("stream: Can't allocate memory ERROR")]
    [InlineData("COMMAND READ TIMED OUT")]
    [InlineData("UNKNOWN COMMAND")]
    [InlineData("x: stream: OK")]
    public void AnythingElse_IsNeitherCleanNorFound(string text) => Assert.IsType<ClamAnswer.Failed>(ClamAnswer.Parse(text));
}
