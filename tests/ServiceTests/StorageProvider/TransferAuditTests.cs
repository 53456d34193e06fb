using System.Net;
using ServiceTests.StorageProvider.Support;

namespace ServiceTests.StorageProvider;

/// <summary>Transfer tokens that are not taken are told to the audit log.</summary>
public sealed class TransferAuditTests(TransferFixture transfer) : IClassFixture<TransferFixture>
{
    [Fact]
    public async Task Token_Refused_IsToldWithTheReasonAndWithoutTheToken()
    {
        var logs = transfer.KeepLogs();
        var space = await transfer.Storage.CreateSpaceAsync();
        var token = await transfer.UploadTokenAsync(space, "file", "einstein", 4);
        var tampered = token[..^4] + "AAAA";

        using var wrongKey = await transfer.SendAsync(HttpMethod.Put, tampered, new StringContent("text"));
        using var wrongOperation = await transfer.SendAsync(HttpMethod.Get, token);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (wrongKey.StatusCode, wrongOperation.StatusCode));
        Assert.Equal(
            [("transfer-token", "invalid", "PUT"), ("transfer-token", "foreign", "GET")],
            logs.Of("Audit").Select(entry => (entry.Field("Event"), entry.Field("Outcome"), entry.Field("About"))));
        Assert.All(logs.All, entry => Assert.DoesNotContain(token.Split('.')[1], entry.Message, StringComparison.Ordinal));
    }
}
