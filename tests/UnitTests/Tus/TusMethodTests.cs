using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class TusMethodTests
{
    [Theory]
    [InlineData("POST", "PATCH")]
    [InlineData("POST", "DELETE")]
    [InlineData("GET", "PATCH")]
    [InlineData("PATCH", "HEAD")]
    [InlineData("DELETE", "PATCH")]
    [InlineData("POST", "BREW")]
    [InlineData("POST", "patch")]
    public void Effective_AnOverride_ReplacesTheMethodWhateverItIs(string method, string over) =>
        Assert.Equal(over, TusMethod.Effective(method, Fields.Of($"X-HTTP-Method-Override: {over}")).Value);

    [Fact]
    public void Effective_NoOverride_IsTheMethod() => Assert.Equal("PATCH", TusMethod.Effective("PATCH", Fields.None).Value);

    [Theory]
    [InlineData("")]
    [InlineData("PA TCH")]
    [InlineData("PATCH, DELETE")]
    [InlineData("PÄTCH")]
    [InlineData("PATCH\0")]
    public void Effective_NoMethodName_Is400(string over) =>
        Assert.Equal(TusError.MethodMalformed, TusMethod.Effective("POST", Fields.Of($"X-HTTP-Method-Override:{over}")).Error);

    [Fact]
    public void Effective_TwoOverrides_Is400() => Assert.Equal(TusError.FieldRepeated,
        TusMethod.Effective("POST", Fields.Of("X-HTTP-Method-Override: PATCH", "X-HTTP-Method-Override: PATCH")).Error);
}
