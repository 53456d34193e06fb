using System.Text.Json;

namespace ClientTests.Cs3;

/// <summary>Every call of CS3 that is answered here, by a client that was generated from CS3's own definitions and not from ours.</summary>
public sealed class Cs3ClientTests(Topology topology)
{
    private const int Ok = 1, InvalidArgument = 4, NotFound = 6, AlreadyExists = 7, PermissionDenied = 8, Unauthenticated = 9;

    [Fact]
    public async Task GeneratedClient_AllCalls_AreAnsweredAsDocumented()
    {
        var answers = await Cs3Client.RunAsync(
            topology.App.GetEndpoint("storageprovider", "grpc"),
            topology.App.GetEndpoint("datagateway", "http"),
            new Dictionary<string, string> { ["einstein"] = "relativity", ["marie"] = "radioactivity" },
            TestContext.Current.CancellationToken);

        Assert.Equal(Expected, answers.ToDictionary(answer => answer.Key, answer => answer.Value.GetProperty("code").GetInt32()));
        var user = answers["authenticate"].GetProperty("user");
        Assert.Equal(("einstein", "Albert Einstein"), (user.GetProperty("id").GetProperty("opaqueId").GetString(), user.GetProperty("displayName").GetString()));
        var password = Only(answers["listAppPasswords"], "appPasswordsList");
        Assert.Equal(("node", 4102444800), (password.GetProperty("label").GetString(), password.GetProperty("expiration").GetProperty("seconds").GetInt64()));
        Assert.Matches("^[a-z2-7]{12}$", password.GetProperty("password").GetString());
        Assert.True(password.GetProperty("utime").GetProperty("seconds").GetInt64() >= password.GetProperty("ctime").GetProperty("seconds").GetInt64());
        Assert.Equal("From node", Only(answers["listSpaces"], "storageSpacesList").GetProperty("name").GetString());
        Assert.Equal(["einstein", "marie"], answers["listGrants"].GetProperty("grantsList").EnumerateArray()
            .Select(grant => grant.GetProperty("grantee").GetProperty("userId").GetProperty("opaqueId").GetString()));
        var file = answers["stat"].GetProperty("info");
        Assert.Equal(("a.txt", 4, "text/plain"), (file.GetProperty("name").GetString(), file.GetProperty("size").GetInt32(), file.GetProperty("mimeType").GetString()));
        Assert.Equal("a94a8fe5ccb19ba61c4c0873d391e987982fbbd3", file.GetProperty("checksum").GetProperty("sum").GetString());
        Assert.Equal("b.txt", Only(answers["listFirst"], "infosList").GetProperty("name").GetString());
        Assert.Equal("docs", Only(answers["listSecond"], "infosList").GetProperty("name").GetString());
        Assert.Equal("", Only(answers["listFirst"], "infosList").GetProperty("etag").GetString());
        Assert.Equal("test", answers["get"].GetProperty("text").GetString());
        Assert.Equal((4, "0"), (answers["getQuota"].GetProperty("usedBytes").GetInt32(), answers["getQuota"].GetProperty("reserved").GetString()));
        Assert.Equal("Renamed", answers["updateSpace"].GetProperty("storageSpace").GetProperty("name").GetString());
    }

    /// <summary>CS3's codes, and for transfers HTTP's.</summary>
    private static Dictionary<string, int> Expected => new()
    {
        ["withoutToken"] = 16,      // gRPC's UNAUTHENTICATED
        ["authenticateWrong"] = Unauthenticated,
        ["authenticate"] = Ok,
        ["authenticateMarie"] = Ok,
        ["generateAppPassword"] = Ok,
        ["authenticateByAppPassword"] = Ok,
        ["getAppPassword"] = Ok,
        ["listAppPasswords"] = Ok,
        ["listAppPasswordsByOne"] = PermissionDenied,
        ["listSpacesByAppPassword"] = Ok,
        ["invalidateAppPassword"] = Ok,
        ["revokedToken"] = 16,
        ["authenticateRevoked"] = Unauthenticated,
        ["createSpace"] = Ok,
        ["listSpaces"] = Ok,
        ["beforeGrant"] = NotFound,
        ["addGrant"] = Ok,
        ["addGrantAgain"] = AlreadyExists,
        ["listGrants"] = Ok,
        ["listGrantsByEditor"] = PermissionDenied,
        ["createContainer"] = Ok,
        ["touchFile"] = Ok,
        ["initiateUpload"] = Ok,
        ["put"] = 201,
        ["stat"] = Ok,
        ["move"] = Ok,
        ["moveOverwrites"] = AlreadyExists,
        ["listFirst"] = Ok,
        ["listSecond"] = Ok,
        ["listForged"] = InvalidArgument,
        ["initiateDownload"] = Ok,
        ["get"] = 200,
        ["getQuota"] = Ok,
        ["updateGrant"] = Ok,
        ["touchByViewer"] = PermissionDenied,
        ["removeGrant"] = Ok,
        ["statAfterRemoval"] = NotFound,
        ["getAfterRemoval"] = 404,
        ["updateSpace"] = Ok,
        ["updateQuota"] = PermissionDenied,
        ["delete"] = Ok,
        ["deleteSpace"] = Ok,
        ["statAfterDeletion"] = NotFound,
    };

    private static JsonElement Only(JsonElement answer, string list) => Assert.Single(answer.GetProperty(list).EnumerateArray());
}
