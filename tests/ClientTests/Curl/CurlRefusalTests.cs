using System.Globalization;
using System.Text.Json;

namespace ClientTests.Curl;

public sealed class CurlRefusalTests(Topology topology)
{
    private const long Length = 64 << 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(404, "space", "-T", "small.bin", "{server}/dav/spaces/no-such-space/x.bin")]
    [InlineData(409, "folder does not exist", "-T", "small.bin", "{folder}/missing/x.bin")]
    [InlineData(409, "is a folder", "-T", "small.bin", "{folder}")]
    [InlineData(400, "checksum", "-H", "OC-Checksum: SHA1:0000000000000000000000000000000000000000", "-T", "small.bin", "{folder}/x.bin")]
    [InlineData(412, "", "-H", "If-None-Match: *", "-T", "small.bin", "{folder}/existing.bin")]
    [InlineData(412, "", "-H", "If-Match: \"another\"", "-T", "small.bin", "{folder}/existing.bin")]
    [InlineData(400, "Content-Range", "-C", "100", "-T", "small.bin", "{folder}/x.bin")]
    [InlineData(401, "name and password", "-u", "einstein:wrong", "-T", "small.bin", "{folder}/x.bin")]
    [InlineData(404, "", "-u", "marie:radioactivity", "-T", "small.bin", "{folder}/x.bin")]
    [InlineData(404, "", "{folder}/x.bin")]
    [InlineData(405, "already", "-X", "MKCOL", "{folder}")]
    public async Task Request_Refused_FailWithBodyShowsTheProblem(int status, string reason, params string[] arguments)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("small.bin", 1000, seed: 1, Stop);
        using var existing = await place.Client.PutAsync(place.UrlOf("existing.bin"), "as it was", Stop);

        var run = await place.CurlAsync(
        [
            "--fail-with-body", "--write-out", "\n%{content_type}",
            .. arguments.Select(argument => argument
                .Replace("{server}", place.Server.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
                .Replace("{folder}", place.FolderUrl, StringComparison.Ordinal)),
        ]);

        var lines = run.EndedWith(Curl.RefusedByHttp).Output.Split('\n');
        Assert.Equal("application/problem+json", lines[1]);
        using var problem = JsonDocument.Parse(lines[0]);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Contains(reason, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["existing.bin"], (await place.ListAsync(Stop)).Keys);
        Assert.Equal("as it was", await place.Client.Http.GetStringAsync(place.UrlOf("existing.bin"), Stop));
    }

    [Theory]
    [InlineData("Expect: 100-continue", 0)]
    [InlineData("Expect:", Length - 1)]      // what the sockets' buffers take before curl has read the answer, never all of it
    public async Task Upload_RefusedBeforeItsBody_IsNotSentWhole(string expect, long sentAtMost)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("large.bin", Length, seed: 1, Stop);

        var run = await place.CurlAsync(
            "--fail-with-body", "--write-out", "\n%{http_code} %{size_upload}", "--header", expect, "-T", "large.bin", place.FolderUrl + "/missing/");

        var end = run.EndedWith(Curl.RefusedByHttp).Output.Split('\n')[^1].Split(' ');
        Assert.Equal("409", end[0]);
        Assert.InRange(long.Parse(end[1], CultureInfo.InvariantCulture), 0, sentAtMost);
    }
}
