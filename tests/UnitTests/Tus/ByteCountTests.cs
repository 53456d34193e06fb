using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class ByteCountTests
{
    public static readonly TheoryData<string> NoIntegers =
    [
        "", "+10", "-1", "-0", "1e3", "10.0", "0x10", "1,000", "1_000", "10 ", " 10", "1 0", "10\0", "\0", "ten", "١٠", "１０", "10, 10",
        "9223372036854775808", "18446744073709551616", "99999999999999999999999999", "NaN", "∞",
    ];

    [Theory]
    [InlineData("0", 0)]
    [InlineData("10", 10)]
    [InlineData("0010", 10)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("0000000000000000000000009223372036854775807", long.MaxValue)]
    public void Parse_Digits_AreTheirNumber(string value, long number) => Assert.Equal(number, ByteCount.Parse(value));

    [Theory]
    [MemberData(nameof(NoIntegers))]
    public void Parse_AnythingElse_IsNoNumber(string value) => Assert.Null(ByteCount.Parse(value));

    [Fact]
    public void Offset_WhiteSpaceAroundTheField_IsNoPartOfTheValue() =>
        Assert.Equal(10, ByteCount.Offset(Fields.Of("Upload-Offset: \t10\t ")).Value);

    [Fact]
    public void Offset_NotSent_IsNull() => Assert.Null(ByteCount.Offset(Fields.None).Value);

    [Fact]
    public void Offset_NoInteger_Is400() => Assert.Equal(TusError.OffsetMalformed, ByteCount.Offset(Fields.Of("Upload-Offset: +10")).Error);

    [Fact]
    public void Offset_SentTwice_Is400EvenIfTheyAgree() =>
        Assert.Equal(TusError.FieldRepeated, ByteCount.Offset(Fields.Of("Upload-Offset: 10", "upload-offset: 10")).Error);

    [Fact]
    public void Length_NoInteger_Is400() => Assert.Equal(TusError.LengthMalformed, ByteCount.Length(Fields.Of("Upload-Length: 1e3")).Error);
}
