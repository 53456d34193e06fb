using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class UploadExpiryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Slide_ActivityEarly_IsTheIdleTimeLater() =>
        Assert.Equal(Noon.AddHours(1), UploadExpiry.Slide(Noon, TimeSpan.FromHours(1), Noon.AddDays(7)));

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(-30)]
    public void Slide_CloseToOrAfterTheEnd_IsTheEnd(int minutesLeft) =>
        Assert.Equal(Noon.AddMinutes(minutesLeft), UploadExpiry.Slide(Noon, TimeSpan.FromHours(1), Noon.AddMinutes(minutesLeft)));

    [Fact]
    public void Slide_TimesWithoutAnEnd_DoNotOverflow() =>
        Assert.Equal(DateTimeOffset.MaxValue, UploadExpiry.Slide(Noon, TimeSpan.MaxValue, DateTimeOffset.MaxValue));

    [Fact]
    public void Format_AMomentElsewhere_IsAnImfFixdate() =>
        Assert.Equal("Fri, 05 Jun 2026 10:00:00 GMT", UploadExpiry.Format(new(2026, 6, 5, 12, 0, 0, 999, TimeSpan.FromHours(2))));

    [Fact]
    public void Parse_AnImfFixdate_IsTheMoment() => Assert.Equal(Noon, UploadExpiry.Parse("Fri, 05 Jun 2026 12:00:00 GMT"));

    [Theory]
    [InlineData("")]
    [InlineData("1780660800")]
    [InlineData("2026-06-05T12:00:00Z")]
    [InlineData("Fri, 5 Jun 2026 12:00:00 GMT")]
    [InlineData("Mon, 05 Jun 2026 12:00:00 GMT")]
    [InlineData("Fri, 05 Jun 2026 12:00:00 +0000")]
    public void Parse_AnythingElse_IsNone(string value) => Assert.Null(UploadExpiry.Parse(value));

    [Theory]
    [InlineData(5, -1, false)]
    [InlineData(5, 0, true)]
    [InlineData(5, 1, true)]
    [InlineData(10, 1, false)]
    public void IsExpired_OnlyAnUnfinishedUploadPastItsTime(long offset, int secondsLater, bool expired) => Assert.Equal(expired,
        UploadExpiry.IsExpired(new TusUpload { Offset = offset, Length = 10, ExpiresAt = Noon }, Noon.AddSeconds(secondsLater)));

    [Fact]
    public void IsExpired_WithoutATime_Never() =>
        Assert.False(UploadExpiry.IsExpired(new TusUpload { Offset = 5, Length = 10 }, DateTimeOffset.MaxValue));
}
