using UploadProcessing.Processing.Steps.VirusScan;

namespace UnitTests.Processing.VirusScan;

/// <summary>Where clamd may be.</summary>
public sealed class ClamAddressTests
{
    [Theory]
    [InlineData("unix:/run/clamav/clamd.ctl")]
    [InlineData("tcp://scanner:3310")]
    [InlineData("tcp://10.0.0.7:3310/")]
    [InlineData("tcp://[::1]:3310")]
    public void Address_OfASocketOrAPort_IsTaken(string text) => Assert.NotNull(ClamAddress.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unix:")]
    [InlineData("unix:clamd.ctl")]
    [InlineData("/run/clamav/clamd.ctl")]
    [InlineData("tcp://scanner")]
    [InlineData("tcp://:3310")]
    [InlineData("tcp://user@scanner:3310")]
    [InlineData("tcp://scanner:3310/path")]
    [InlineData("http://scanner:3310")]
    public void Address_OfAnythingElse_IsNot(string? text) => Assert.Null(ClamAddress.Parse(text));
}
