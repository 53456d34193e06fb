using System.Net;
using System.Text;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Processing.Steps.Webhook;

namespace UnitTests.Processing.Webhook;

/// <summary>What a receiver's answer means.</summary>
public sealed class WebhookAnswerTests
{
    [Fact]
    public void Outcome_OfEachWord_IsTheResult()
    {
        Assert.Equal(StepResult.Continue, Of(200, "{\"outcome\":\"continue\"}"));
        Assert.Equal(StepResult.ContinueMarked("not scanned"), Of(200, "{\"outcome\":\"continue\",\"reason\":\"not scanned\"}"));
        Assert.Equal(StepResult.Retry("Busy."), Of(200, "{\"outcome\":\"retry\",\"reason\":\"Busy.\"}"));
        Assert.Equal(StepResult.Abort("Odd."), Of(201, "{\"outcome\":\"abort\",\"reason\":\"Odd.\"}"));
        Assert.Equal(StepResult.Delete("No."), Of(299, "{\"reason\":\"No.\",\"more\":[1],\"outcome\":\"delete\"}"));
    }

    [Fact]
    public void Reason_WhenThereIsNone_IsSaidToBeMissing() => Assert.Equal(StepResult.Delete("The check gave no reason."), Of(200, "{\"outcome\":\"delete\",\"reason\":\" \"}"));

    [Fact]
    public void Reason_OfSeveralLines_IsOne() => Assert.Equal(StepResult.Abort("One. Two."), Of(200, "{\"outcome\":\"abort\",\"reason\":\"One.\\nTwo.\\r\"}"));

    [Theory]
    [InlineData("x")]
    [InlineData("🎈")]
    public void Reason_ThatIsTooLong_IsCutBetweenLetters(string letter)
    {
        var result = Assert.IsType<StepResult.EndResult>(Of(200, $"{{\"outcome\":\"abort\",\"reason\":\"{string.Concat(Enumerable.Repeat(letter, 1000))}\"}}"));

        Assert.InRange(result.Reason.Length, 499, 500);
        Assert.EndsWith($"{letter}…", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"continue\"")]
    [InlineData("{\"outcome\":null}")]
    [InlineData("{\"outcome\":\"CONTINUE\"}")]
    [InlineData("{\"outcome\":0}")]
    [InlineData("{\"outcome\":\"pending\"}")]
    [InlineData("{\"Outcome\":\"continue\"}")]
    [InlineData("{\"outcome\":\"continue\",\"reason\":1}")]
    [InlineData("{\"outcome\":\"continue\"")]
    [InlineData("{\"outcome\":\"continue\"}{}")]
    public void Body_ThatIsNoOutcome_IsAskedForAgain(string body) => Assert.IsType<StepResult.RetryResult>(Of(200, body));

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public void Success_WithoutAnOutcome_LetsNothingPass(int status) => Assert.IsType<StepResult.RetryResult>(Of(status, ""));

    [Fact]
    public void Accepted_WithAPlaceToCallBack_IsPending() => Assert.Equal(StepResult.Pending, Of(202, "{\"outcome\":\"delete\"}", canCallBack: true));

    [Fact]
    public void Accepted_WithoutOne_IsAskedForAgain() => Assert.IsType<StepResult.RetryResult>(Of(202, "", canCallBack: false));

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(410)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(599)]
    public void AnyOtherStatus_IsAskedForAgainWhateverTheBodySays(int status) => Assert.IsType<StepResult.RetryResult>(Of(status, "{\"outcome\":\"continue\"}"));

    [Fact]
    public void RetryAfter_IsInTheReason() => Assert.Contains(
        "120 s", Assert.IsType<StepResult.RetryResult>(Of(503, "", retryAfter: TimeSpan.FromMinutes(2))).Reason, StringComparison.Ordinal);

    private static StepResult Of(int status, string body, bool canCallBack = true, TimeSpan? retryAfter = null) =>
        WebhookAnswer.ResultOf((HttpStatusCode)status, retryAfter, Encoding.UTF8.GetBytes(body), canCallBack);
}
