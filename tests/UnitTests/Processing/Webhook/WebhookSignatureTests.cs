using System.Text;
using UploadProcessing.Processing.Steps.Webhook;

namespace UnitTests.Processing.Webhook;

/// <summary>Signatures as the libraries of Standard Webhooks make and check them.</summary>
public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly byte[] Key = WebhookSecret.Parse(Secret)!;
    private static readonly byte[] OtherKey = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"test\": 2432232314}");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1614265330);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    [Fact]
    public void Sign_TheSampleOfTheStandard_IsItsSignature() => Assert.Equal(Signature, WebhookSignature.Sign([Key], Id, Timestamp, Body));

    [Fact]
    public void Sign_WithTwoKeys_HasASignatureOfEach()
    {
        var signed = WebhookSignature.Sign([OtherKey, Key], Id, Timestamp, Body).Split(' ');

        Assert.Equal(2, signed.Length);
        Assert.Equal(Signature, signed[1]);
    }

    [Fact]
    public void Verify_WhatWasSigned_IsGenuine() => Assert.Equal(SignatureVerdict.Genuine, Verify());

    [Fact]
    public void Verify_WithAnyOfTwoKeys_IsGenuine() => Assert.Equal(SignatureVerdict.Genuine, Verify(keys: [OtherKey, Key]));

    [Fact]
    public void Verify_OneOfSeveralSignatures_IsGenuine() => Assert.Equal(
        SignatureVerdict.Genuine, Verify(signatures: $"v1a,AAAA v1,AAAA {WebhookSignature.Sign([OtherKey], Id, Timestamp, Body)} {Signature}"));

    [Fact]
    public void Verify_WithAnotherKey_IsForged() => Assert.Equal(SignatureVerdict.Forged, Verify(keys: [OtherKey]));

    [Fact]
    public void Verify_WithoutAnyKey_IsForged() => Assert.Equal(SignatureVerdict.Forged, Verify(keys: []));

    [Theory]
    [InlineData("")]
    [InlineData("v1,")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1A==")]
    [InlineData("v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void Verify_AnotherSignature_IsForged(string signatures) => Assert.Equal(SignatureVerdict.Forged, Verify(signatures: signatures));

    [Fact]
    public void Verify_AnotherIdTimestampOrBody_IsForged()
    {
        Assert.Equal(SignatureVerdict.Forged, Verify(id: Id + "x"));
        Assert.Equal(SignatureVerdict.Forged, Verify(timestamp: "1614265331"));
        Assert.Equal(SignatureVerdict.Forged, Verify(body: "{\"test\": 2432232315}"u8.ToArray()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData(" 1614265330")]
    [InlineData("1614265330.0")]
    [InlineData("-1614265330")]
    [InlineData("99999999999999999999")]
    public void Verify_ATimestampThatIsNone_IsForged(string timestamp) => Assert.Equal(
        SignatureVerdict.Forged, Verify(timestamp: timestamp, signatures: WebhookSignature.Sign([Key], Id, timestamp, Body)));

    [Theory]
    [InlineData(300, false)]
    [InlineData(301, true)]
    [InlineData(-300, false)]
    [InlineData(-301, true)]
    public void Verify_AtAnotherTime_IsStaleBeyondTheTolerance(int seconds, bool stale)
    {
        var message = new SignedMessage(Id, Timestamp, Signature, Body);

        Assert.Equal(stale ? SignatureVerdict.Stale : SignatureVerdict.Genuine, WebhookSignature.Verify([Key], message, Now.AddSeconds(seconds), Tolerance));
    }

    [Fact]
    public void Verify_TheLargestTimestamp_IsStaleAndNoOverflow()
    {
        var timestamp = $"{long.MaxValue}";

        Assert.Equal(SignatureVerdict.Stale, Verify(timestamp: timestamp, signatures: WebhookSignature.Sign([Key], Id, timestamp, Body)));
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa")]
    [InlineData("whsec_not base64 at all, is it? no..")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("")]
    [InlineData(null)]
    public void Secret_ThatIsShortOrNone_IsRefused(string? text) => Assert.Null(WebhookSecret.Parse(text));

    [Fact]
    public void Secret_OfTwentyFourToSixtyFourBytes_IsTaken()
    {
        Assert.Equal(24, WebhookSecret.Parse(Secret)!.Length);
        Assert.Equal(64, WebhookSecret.Parse($"whsec_{Convert.ToBase64String(new byte[64])}")!.Length);
        Assert.Null(WebhookSecret.Parse($"whsec_{Convert.ToBase64String(new byte[65])}"));
    }

    private static SignatureVerdict Verify(
        byte[][]? keys = null, string id = Id, string timestamp = Timestamp, string signatures = Signature, byte[]? body = null) =>
        WebhookSignature.Verify(keys ?? [Key], new SignedMessage(id, timestamp, signatures, body ?? Body), Now, Tolerance);
}
