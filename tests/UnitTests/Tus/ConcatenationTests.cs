using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class ConcatenationTests
{
    private static readonly TusCapabilities Capabilities = new() { MaxSize = 1000 };

    private static readonly TusCapabilities FinishedOnly = Capabilities with { Extensions = [TusExtensions.Creation, TusExtensions.Concatenation] };

    [Fact]
    public void Length_OfFinishedParts_IsTheirSum() => Assert.Equal(15, Concatenation.Length([Part(5, 5), Part(10, 10)], FinishedOnly).Value);

    [Fact]
    public void Length_APartTwice_CountsTwice()
    {
        var part = Part(5, 5);
        Assert.Equal(10, Concatenation.Length([part, part], Capabilities).Value);
    }

    [Fact]
    public void Length_UnfinishedPartsOfKnownLength_IsComputable() =>
        Assert.Equal(15, Concatenation.Length([Part(0, 5), Part(3, 10)], Capabilities).Value);

    [Fact]
    public void Length_APartOfUnknownLength_IsNotYetKnown()
    {
        var length = Concatenation.Length([Part(5, 5), Part(3, null)], Capabilities);

        Assert.Null(length.Error);
        Assert.Null(length.Value);
    }

    [Fact]
    public void Length_UnfinishedPartsNotOffered_IsRefused() =>
        Assert.Equal(TusError.ConcatPartUnfinished, Concatenation.Length([Part(5, 5), Part(3, 10)], FinishedOnly).Error);

    [Theory]
    [InlineData(null)]
    [InlineData("final;/a")]
    public void Length_SomethingThatIsNoPart_IsRefused(string? concat) => Assert.Equal(TusError.ConcatPartUnusable,
        Concatenation.Length([new TusUpload { Offset = 5, Length = 5, Concat = concat }], Capabilities).Error);

    [Fact]
    public void Length_AboveTheMaximum_Is413() =>
        Assert.Equal(TusError.TooLarge, Concatenation.Length([Part(500, 500), Part(0, 501)], Capabilities).Error);

    [Fact]
    public void Length_ReceivedAboveTheMaximum_Is413EvenIfALengthIsUnknown() =>
        Assert.Equal(TusError.TooLarge, Concatenation.Length([Part(500, null), Part(501, 501)], Capabilities).Error);

    [Fact]
    public void Length_BeyondEveryNumber_Is413() => Assert.Equal(TusError.TooLarge,
        Concatenation.Length([Part(0, long.MaxValue), Part(0, long.MaxValue)], new TusCapabilities()).Error);

    private static TusUpload Part(long offset, long? length) => new() { Offset = offset, Length = length, Concat = "partial" };
}
