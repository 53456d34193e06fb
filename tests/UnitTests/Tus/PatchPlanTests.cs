using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class PatchPlanTests
{
    private static readonly TusCapabilities Capabilities = new() { MaxSize = 100 };

    [Theory]
    [InlineData(0L)]
    [InlineData(4L)]
    [InlineData(6L)]
    [InlineData(long.MaxValue)]
    public void Make_AnotherOffset_Is409(long offset) => Assert.Equal(409, Make(Patch(offset), Upload(5, 10)).Error?.StatusCode);

    [Fact]
    public void Make_TheRightOffset_LeavesRoomForTheRest() =>
        Assert.Equal(new PatchPlan(10, SetsLength: false, MaxBytes: 5), Make(Patch(5, contentLength: 5), Upload(5, 10)).Value);

    [Theory]
    [InlineData(6L)]
    [InlineData(long.MaxValue)]
    public void Make_ABodyBeyondTheLength_Is413(long contentLength) =>
        Assert.Equal(TusError.BeyondLength, Make(Patch(5, contentLength: contentLength), Upload(5, 10)).Error);

    [Fact]
    public void Make_ABodyOfUnknownLength_IsLimitedAllTheSame()
    {
        var plan = Make(Patch(5), Upload(5, 10)).Value;

        Assert.Equal(5, plan.MaxBytes);
        Assert.Equal(TusError.BeyondLength, plan.Beyond);
    }

    [Fact]
    public void Make_NoBytesForAFinishedUpload_IsAccepted() => Assert.Equal(0, Make(Patch(10, contentLength: 0), Upload(10, 10)).Value.MaxBytes);

    [Fact]
    public void Make_AByteForAFinishedUpload_Is413() => Assert.Equal(413, Make(Patch(10, contentLength: 1), Upload(10, 10)).Error?.StatusCode);

    [Fact]
    public void Make_ADeferredLengthThatStaysUnknown_IsLimitedByTheMaximum()
    {
        var plan = Make(Patch(5), Upload(5, null)).Value;

        Assert.Equal(new PatchPlan(null, SetsLength: false, MaxBytes: 95), plan);
        Assert.Equal(TusError.TooLarge, plan.Beyond);
    }

    [Fact]
    public void Make_ADeferredLengthWithoutAMaximum_HasNoLimit() =>
        Assert.Null(PatchPlan.Make(Patch(5), Upload(5, null), new TusCapabilities()).Value.MaxBytes);

    [Fact]
    public void Make_TheDeferredLength_IsSet() =>
        Assert.Equal(new PatchPlan(10, SetsLength: true, MaxBytes: 5), Make(Patch(5, length: 10), Upload(5, null)).Value);

    [Fact]
    public void Make_TheOffsetAsDeferredLength_IsSetWithoutMoreBytes() =>
        Assert.Equal(new PatchPlan(5, SetsLength: true, MaxBytes: 0), Make(Patch(5, length: 5, contentLength: 0), Upload(5, null)).Value);

    [Fact]
    public void Make_ALengthBelowTheOffset_Is400() =>
        Assert.Equal(TusError.LengthBelowOffset, Make(Patch(5, length: 4), Upload(5, null)).Error);

    [Fact]
    public void Make_ALengthAboveTheMaximum_Is413() => Assert.Equal(TusError.TooLarge, Make(Patch(5, length: 101), Upload(5, null)).Error);

    [Fact]
    public void Make_ABodyBeyondTheLengthItBrings_Is413() =>
        Assert.Equal(TusError.BeyondLength, Make(Patch(5, length: 7, contentLength: 3), Upload(5, null)).Error);

    [Fact]
    public void Make_AnotherLengthThanTheKnownOne_Is400() => Assert.Equal(TusError.LengthChanged, Make(Patch(5, length: 11), Upload(5, 10)).Error);

    [Fact]
    public void Make_TheKnownLengthAgain_ChangesNothing() => Assert.False(Make(Patch(5, length: 10), Upload(5, 10)).Value.SetsLength);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Make_AFinalUpload_Is403WhateverElseIsWrong(bool pending) => Assert.Equal(403,
        Make(Patch(3), Upload(10, 10) with { Concat = "final;/a", IsPending = pending }).Error?.StatusCode);

    [Fact]
    public void Make_APartialUpload_IsLikeAnyOther() => Assert.Null(Make(Patch(5), Upload(5, 10) with { Concat = "partial" }).Error);

    private static TusResult<PatchPlan> Make(PatchRequest request, TusUpload upload) => PatchPlan.Make(request, upload, Capabilities);

    private static TusUpload Upload(long offset, long? length) => new() { Offset = offset, Length = length };

    private static PatchRequest Patch(long offset, long? length = null, long? contentLength = null) =>
        new() { Offset = offset, Length = length, ContentLength = contentLength, Checksum = default };
}
