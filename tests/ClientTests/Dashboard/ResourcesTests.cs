using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using UploadProcessing.Contracts.Resources;

namespace ClientTests.Dashboard;

/// <summary>The page Resources, and what the AppHost tells it.</summary>
[Collection(nameof(DashboardTopology))]
public sealed class ResourcesTests(DashboardTopology topology)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resource_IsStoppedAndStarted_AndItsLinesAreRead()
    {
        await using var seat = await Seat.StartAsync(topology, "/resources", Stop);
        var page = seat.Page;
        var processing = page.GetByRole(AriaRole.Row, new() { NameRegex = new("^processing ") });
        await Assertions.Expect(Cell(processing, "State")).ToContainTextAsync("Running");
        await Assertions.Expect(Cell(processing, "Health")).ToHaveTextAsync("Healthy");
        var before = (await Cell(processing, "Process").TextContentAsync())!.Trim();
        Assert.Equal((await topology.AboutAsync("processing", Stop)).Pid.ToString(provider: null), before);
        // Others have a topology started again, too.
        var restarts = int.Parse((await Cell(processing, "Restarts").TextContentAsync())!, CultureInfo.InvariantCulture);

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop: processing" }).ClickAsync();
        await Assertions.Expect(Cell(processing, "State")).ToContainTextAsync("Finished");
        await Assertions.Expect(Cell(processing, "State")).ToContainTextAsync("exit code 0");
        await Assertions.Expect(Cell(processing, "Restarts")).ToHaveTextAsync($"{restarts}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Start: processing" }).ClickAsync();
        await Assertions.Expect(Cell(processing, "Health")).ToHaveTextAsync("Healthy");
        await Assertions.Expect(Cell(processing, "Restarts")).ToHaveTextAsync($"{restarts + 1}");
        await Assertions.Expect(Cell(processing, "Process")).Not.ToHaveTextAsync(before);

        await page.GetByRole(AriaRole.Link, new() { Name = "processing", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#log")).ToContainTextAsync("Application started");
        await page.GetByLabel("Lines that contain").FillAsync("Application is shutting down");
        await Assertions.Expect(page.Locator("#log")).Not.ToContainTextAsync("Application started");
        await Assertions.Expect(page.Locator("#log")).ToContainTextAsync("Application is shutting down");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "dashboard-resources.png") });
    }

    [Fact]
    public async Task Commands_UploadASampleAndAVirus_AndLeadToTheirDiagrams()
    {
        await using var seat = await Seat.StartAsync(topology, "/resources", Stop);
        var page = seat.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Upload a sample: ocdav" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("in Lab: 201 Created");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload EICAR: ocdav" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("422 Unprocessable Entity");

        await page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-chip").GetByText("virusscan failed", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".mud-alert-message").First).ToContainTextAsync("Eicar-Test-Signature");
        // Its steps and its end, in the picture.
        await Assertions.Expect(page.Locator(".message.failed", new() { HasText = "422 Unprocessable Content" }).First).ToBeVisibleAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "dashboard-infected.png") });
    }

    [Fact]
    public async Task OpenTheNewestDiagram_NamesIt()
    {
        using var client = DavClient.Einstein(topology.App);
        using var put = await client.PutAsync(DavClient.Url(await client.SpaceAsync("Lab", Stop), "newest.txt"), "new", Stop);

        var opened = await topology.App.ResourceCommands.ExecuteCommandAsync("dashboard", "open-diagram", Stop);

        Assert.True(opened.Success, opened.Message);
        Assert.Contains("/uploads/", opened.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resources", HttpStatusCode.OK)]
    [InlineData("resources/nobody/logs", HttpStatusCode.NotFound)]
    [InlineData("resources/nats/logs?after=1", HttpStatusCode.OK)]
    public async Task AppHost_TellsWhoShowsItsToken_AndNobodyElse(string path, HttpStatusCode status)
    {
        var (address, token) = await AppHostAsync();
        using var http = new HttpClient { BaseAddress = address };
        using var stranger = await http.GetAsync(path, Stop);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "another");
        using var liar = await http.GetAsync(path, Stop);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var friend = await http.GetAsync(path, Stop);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, status), (stranger.StatusCode, liar.StatusCode, friend.StatusCode));
        Assert.True(address.IsLoopback);
        Assert.All([stranger, liar], answer => Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task AppHost_TellsNoParameters_AndOfACommandThatIsNone()
    {
        var (address, token) = await AppHostAsync();
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        var resources = (await http.GetFromJsonAsync("resources", ResourceJson.Default.IReadOnlyListResourceStatus, Stop))!;
        using var answer = await http.PostAsync("resources/nats/commands/dance", content: null, Stop);
        var outcome = await answer.Content.ReadFromJsonAsync(ResourceJson.Default.ResourceCommandOutcome, Stop);

        Assert.Equal(Topology.Participants.Concat(["clamav", "dashboard"]).Order(StringComparer.Ordinal), resources.Select(resource => resource.Name));
        Assert.Equal((false, "Command 'dance' not available for resource 'nats'."), (outcome!.Success, outcome.Message));
    }

    [Fact]
    public async Task WhatEverybodyWrites_HoldsNoSecret()
    {
        using var client = DavClient.Einstein(topology.App);
        using var put = await client.PutAsync(DavClient.Url(await client.SpaceAsync("Lab", Stop), "secret.exe"), "secret", Stop);
        await using var seat = await Seat.StartAsync(topology, "/try", Stop);
        await Assertions.Expect(seat.Page.Locator("#files")).ToBeEnabledAsync();
        using var stranger = new HttpClient { BaseAddress = topology.App.GetEndpoint("dashboard", "http") };
        using var refused = await stranger.GetAsync("/login?t=a-token-that-the-tests-know-and-more", Stop);
        var (_, token) = await AppHostAsync();
        var model = topology.App.Services.GetRequiredService<DistributedApplicationModel>();
        List<string> secrets = ["relativity", "eyJ", token];
        foreach (var parameter in model.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret))
        {
            secrets.Add((await parameter.GetValueAsync(Stop))!);
        }

        var lines = new List<string>();
        foreach (var resource in model.Resources.Where(resource => resource is not ParameterResource))
        {
            await foreach (var batch in topology.App.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(resource))
            {
                lines.AddRange(batch.Select(line => $"{resource.Name}: {line.Content}"));
            }
        }

        Assert.True(secrets.Count >= 8, $"{secrets.Count} secrets are known to the AppHost.");
        Assert.Contains(lines, line => line.StartsWith("dashboard: ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    private static ILocator Cell(ILocator row, string label) => row.Locator($"[data-label={label}]");

    /// <summary>What the dashboard is told when it is started.</summary>
    private async Task<(Uri Address, string Token)> AppHostAsync()
    {
        var model = topology.App.Services.GetRequiredService<DistributedApplicationModel>();
        var dashboard = model.Resources.Single(resource => resource.Name == "dashboard");
        var context = new EnvironmentCallbackContext(topology.App.Services.GetRequiredService<DistributedApplicationExecutionContext>(), dashboard, [], Stop);
        foreach (var told in dashboard.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await told.Callback(context);
        }

        return (new Uri((string)context.EnvironmentVariables["Dashboard__ResourcesAddress"]), (string)context.EnvironmentVariables["Dashboard__ResourcesToken"]);
    }
}
