using UploadProcessing.Processing.Steps.VirusScan;

namespace UnitTests.Processing.VirusScan;

/// <summary>clamd's answers to INSTREAM.</summary>
public sealed class ScanVerdictTests
{
    [Theory]
    [InlineData("stream: OK")]
    [InlineData("stream: OK\0")]
    public void Ok_IsClean(string answer) => Assert.IsType<ScanVerdict.Clean>(ScanVerdict.Parse(answer));

    [Theory]
    [InlineData("stream: Eicar-Test-Signature FOUND", "Eicar-Test-Signature")]
    [InlineData("stream: Win.Test.EICAR_HDB-1 FOUND\0", "Win.Test.EICAR_HDB-1")]
    [InlineData("stream: Heuristics.Phishing.Email.SpoofedDomain FOUND", "Heuristics.Phishing.Email.SpoofedDomain")]
    public void Found_NamesWhat(string answer, string signature) =>
        Assert.Equal(signature, Assert.IsType<ScanVerdict.Found>(ScanVerdict.Parse(answer)).Signature);

    [Theory]
    [InlineData("INSTREAM size limit exceeded. ERROR")]
    [InlineData("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND")]
    [InlineData("stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND")]
    [InlineData("stream: Heuristics.Encrypted.Zip FOUND")]
    public void WhatNobodyHasLookedInto_IsNotScanned(string answer) => Assert.IsType<ScanVerdict.NotScanned>(ScanVerdict.Parse(answer));

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("stream: Can't allocate memory ERROR")]
    [InlineData("UNKNOWN COMMAND")]
    [InlineData("stream: ")]
    public void AnythingElse_IsNeverClean(string answer) => Assert.IsType<ScanVerdict.Failed>(ScanVerdict.Parse(answer));
}
