using UploadProcessing.CommandLine.Operators;

namespace UnitTests.CommandLine;

/// <summary>How the command line reads and writes ages and sizes.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("2h", 7200)]
    [InlineData("3d", 259200)]
    [InlineData("2147483647d", null)]
    [InlineData("", null)]
    [InlineData("d", null)]
    [InlineData("-1h", null)]
    [InlineData("1w", null)]
    [InlineData("99999999999", null)]
    public void Duration_IsANumberAndItsUnit(string text, int? seconds) => Assert.Equal(seconds, (int?)Words.Duration(text)?.TotalSeconds);

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(1L << 30, "1 GiB")]
    [InlineData(long.MaxValue, "8 EiB")]
    public void Size_IsShort(long bytes, string text) => Assert.Equal(text, Words.Size(bytes));

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(61, "1 min 1 s")]
    [InlineData(3600, "1 h 0 min")]
    [InlineData(90000, "1 d 1 h")]
    public void Age_HasTwoUnits(int seconds, string text) => Assert.Equal(text, Words.Age(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Received_SaysTheWholeOnlyWhileItIsMissing()
    {
        Assert.Equal("1 KiB", Words.Received(1024, 1024));
        Assert.Equal("0 B of 1 KiB", Words.Received(0, 1024));
        Assert.Equal("1 KiB of ?", Words.Received(1024, null));
    }
}
