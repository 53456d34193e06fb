using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class TusVersionTests
{
    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    [InlineData("GET")]
    public void Check_TheSupportedVersion_IsNotRefused(string method) =>
        Assert.Null(TusVersion.Check(method, Fields.Of("Tus-Resumable: 1.0.0")));

    [Theory]
    [InlineData("POST", "1.0.1")]
    [InlineData("PATCH", "0.2.2")]
    [InlineData("DELETE", "2.0.0")]
    [InlineData("HEAD", "0.2.2")]
    [InlineData("GET", "0.2.2")]
    [InlineData("PATCH", "1.0")]
    [InlineData("PATCH", "")]
    [InlineData("PATCH", "1.0.0,0.2.2")]
    [InlineData("PATCH", "v1.0.0")]
    public void Check_AnotherVersion_Is412WithTheVersions(string method, string version)
    {
        var error = TusVersion.Check(method, Fields.Of($"Tus-Resumable: {version}"));

        Assert.Equal(TusError.VersionUnsupported, error);
        Assert.Equal(412, error!.Value.StatusCode);
        Assert.Contains("Tus-Version: 1.0.0", Fields.Lines(TusAnswer.Refused(error.Value)));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("head")]
    public void Check_NoVersion_Is412WithTheVersions(string method)
    {
        var error = TusVersion.Check(method, Fields.None);

        Assert.Equal(TusError.VersionMissing, error);
        Assert.Equal(412, error!.Value.StatusCode);
        Assert.Contains("Tus-Version: 1.0.0", Fields.Lines(TusAnswer.Refused(error.Value)));
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("GET")]
    [InlineData("OPTIONS")]
    public void Check_NoVersionOnAQuestion_IsNotRefused(string method) => Assert.Null(TusVersion.Check(method, Fields.None));

    [Fact]
    public void Check_Options_IgnoresTheVersion() => Assert.Null(TusVersion.Check("OPTIONS", Fields.Of("Tus-Resumable: 0.2.2")));

    [Fact]
    public void Check_TwoVersions_Is400() =>
        Assert.Equal(TusError.FieldRepeated, TusVersion.Check("PATCH", Fields.Of("Tus-Resumable: 1.0.0", "Tus-Resumable: 1.0.0")));
}
