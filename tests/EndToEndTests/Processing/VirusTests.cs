using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EndToEndTests.Uploads;
using Microsoft.Extensions.DependencyInjection;
using UploadProcessing.TestSupport.Clam;

namespace EndToEndTests.Processing;

/// <summary>The topology with a real scanner: what it finds never becomes a file.</summary>
public sealed class VirusTests(VirusTests.Scanned topology) : IClassFixture<VirusTests.Scanned>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failure_RecordedFromItsSpans_EqualsTheSeedsThirdDiagram()
    {
        using var client = DavClient.Einstein(topology.App);
        using var upload = await TusClient.CreateAsync(client, await client.SpaceAsync("Lab", Stop), "eicar.com", ClamDaemon.TestVirus.Length, Stop);

        using var patched = await upload.PatchAsync(0, new ByteArrayContent(ClamDaemon.TestVirus), Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, patched.StatusCode);
        Assert.Equal($"{ClamDaemon.TestVirus.Length}", Assert.Single(patched.Headers.GetValues("Upload-Offset")));
        var problem = (await patched.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
        Assert.Equal("virusscan", (string?)problem["step"]);
        Assert.Contains("Eicar", (string?)problem["detail"], StringComparison.Ordinal);
        await Recordings.OfProcessingAsync(topology.Collector, "failure", Stop);
    }

    [Fact]
    public async Task CleanFile_IsAFile()
    {
        using var client = DavClient.Einstein(topology.App);
        var url = DavClient.Url(await client.SpaceAsync("Lab", Stop), "clean.txt");

        using var put = await client.PutAsync(url, "hello", Stop);

        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal("hello", await client.Http.GetStringAsync(url, Stop));
    }

    [Fact]
    public async Task Scanner_KilledAndBack_EveryUploadEnds()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        KillScanner();
        await topology.App.ResourceNotifications.WaitForResourceAsync("clamav", KnownResourceStates.TerminalStates, Stop).WaitAsync(Limit, Stop);
        var uploads = Enumerable.Range(0, 20).Select(number => client.PutAsync(DavClient.Url(space, $"while-away-{number}.txt"), "hello", Stop)).ToList();

        await topology.StartAgainAsync("clamav", Stop);

        foreach (var put in await Task.WhenAll(uploads))
        {
            using (put)
            {
                Assert.Equal(HttpStatusCode.Created, put.StatusCode);
            }
        }
    }

    [Fact]
    public async Task Rescan_WithNewSignatures_QuarantinesWhatWasLetIn()
    {
        const string Newest = "this is the newest virus of all, which nobody knew yesterday";
        using var client = DavClient.Einstein(topology.App);
        var url = DavClient.Url(await client.SpaceAsync("Lab", Stop), "yesterday.txt");
        using var put = await client.PutAsync(url, Newest, Stop);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        await topology.AddSignatureAsync("Newest", Newest);
        KillScanner();
        await topology.App.ResourceNotifications.WaitForResourceAsync("clamav", KnownResourceStates.TerminalStates, Stop).WaitAsync(Limit, Stop);
        await topology.StartAgainAsync("clamav", Stop);
        using var admin = await AdminAsync();

        using var begun = await admin.PostAsync("/admin/rescans", null, Stop);

        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        await Eventually.TrueAsync(
            async () =>
            {
                using var got = await client.Http.GetAsync(url, Stop);
                return got.StatusCode is HttpStatusCode.Forbidden;
            },
            Limit, () => "It can still be read.");
        var found = (await admin.GetFromJsonAsync<JsonArray>("/admin/quarantine", Stop))!;
        Assert.Contains("Newest", (string?)Assert.Single(found, one => (string?)one!["name"] == "yesterday.txt")!["reason"], StringComparison.Ordinal);
    }

    private async Task<HttpClient> AdminAsync()
    {
        var model = topology.App.Services.GetRequiredService<DistributedApplicationModel>();
        var token = await model.Resources.OfType<ParameterResource>().Single(parameter => parameter.Name == "admin-token").GetValueAsync(Stop);
        var admin = topology.App.CreateHttpClient("dataprovider", "admin");
        admin.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return admin;
    }

    private void KillScanner()
    {
        foreach (var process in Process.GetProcessesByName("clamd"))
        {
            using (process)
            {
                if (File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(topology.DataRoot, StringComparison.Ordinal))
                {
                    process.Kill();
                }
            }
        }
    }

    /// <summary>With this machine's clamd and signatures of a test's own.</summary>
    public sealed class Scanned : ProcessedTopology
    {
        private readonly string _signatures = Directory.CreateTempSubdirectory("signatures-").FullName;

        /// <summary>For the next start of the scanner.</summary>
        public Task AddSignatureAsync(string name, string content) => File.WriteAllTextAsync(
            Path.Combine(_signatures, $"{name}.ndb"), $"UploadProcessing.{name}:0:*:{Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(content))}\n", Stop);

        protected override string Steps => "virusscan";

        protected override IEnumerable<string> Arguments => [.. base.Arguments, $"--Uploads:ClamdDatabase={_signatures}"];

        protected override IEnumerable<(string Key, string Value)> Processing =>
        [
            ("Processing:Steps:virusscan:FirstDelay", "00:00:00.200"),
            ("Processing:Steps:virusscan:LongestDelay", "00:00:02"),
            ("Processing:Steps:virusscan:Attempts", "100"),
        ];

        protected override async ValueTask BeforeStartAsync(CancellationToken cancellationToken)
        {
            await ClamDaemon.WriteSignaturesAsync(_signatures, cancellationToken);
            await base.BeforeStartAsync(cancellationToken);
        }

        protected override async ValueTask AfterStopAsync()
        {
            await base.AfterStopAsync();
            Directory.Delete(_signatures, recursive: true);
        }
    }
}
