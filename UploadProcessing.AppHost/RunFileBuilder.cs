using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace UploadProcessing.AppHost;

/// <summary>Asks the running participants for what <see cref="RunFile"/> says.</summary>
internal sealed class RunFileBuilder(
    DistributedApplicationModel model, ResourceNotificationService notifications, IHttpClientFactory clients, ILogger<RunFileBuilder> logger)
{
    /// <summary>The name of the parameter that operators show at the Admin API.</summary>
    public const string AdminToken = "admin-token";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private readonly SortedDictionary<string, string> _endpoints = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _pids = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _spaces = new(StringComparer.Ordinal);
    private readonly List<RunUser> _users = [];

    public async Task<RunFile> BuildAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient();
        client.Timeout = AnswerLimit;
        foreach (var resource in model.Resources.Where(StartScreen.IsParticipant).OfType<IResourceWithEndpoints>())
        {
            AddEndpoints(resource);
            await AddPidAsync(client, resource, cancellationToken);
        }

        await AddUsersAsync(client, cancellationToken);
        return new RunFile(
            _endpoints, _pids, _users, _spaces, await TokenAsync(AdminToken, cancellationToken) ?? "", await TokenAsync(DashboardParticipant.Token, cancellationToken));
    }

    private async Task<string?> TokenAsync(string name, CancellationToken cancellationToken) =>
        model.Resources.OfType<ParameterResource>().SingleOrDefault(parameter => parameter.Name == name) is { } parameter
            ? await parameter.GetValueAsync(cancellationToken)
            : null;

    /// <summary>A participant's name means the endpoint that the others call; storageprovider's second one gets a name of its own.</summary>
    private void AddEndpoints(IResourceWithEndpoints resource)
    {
        var urls = resource.Annotations.OfType<EndpointAnnotation>().ToDictionary(
            endpoint => endpoint.Name, endpoint => new EndpointReference(resource, endpoint).Url);
        if (urls.TryGetValue("grpc", out var grpc))
        {
            _endpoints[resource.Name] = grpc;
            _endpoints[$"{resource.Name}-http"] = urls["http"];
        }
        else if (urls.TryGetValue("http", out var http))
        {
            _endpoints[resource.Name] = http;
            if (urls.TryGetValue("admin", out var admin))
            {
                _endpoints["admin"] = admin;
            }
        }
        else if (urls.TryGetValue(NatsExecutable.EndpointName, out var tcp))
        {
            _endpoints[resource.Name] = $"nats://{new Uri(tcp).Authority}";
        }
    }

    /// <summary>A service is asked: with the packages the process that Aspire started is <c>dotnet run</c>, not the service.</summary>
    private async Task AddPidAsync(HttpClient client, IResourceWithEndpoints resource, CancellationToken cancellationToken)
    {
        if (resource is not ProjectResource)
        {
            if (notifications.TryGetCurrentState(resource.Name, out var now)
                && now.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } pid)
            {
                _pids[resource.Name] = Convert.ToInt32(pid, CultureInfo.InvariantCulture);
            }

            return;
        }

        var address = new EndpointReference(resource, "http").Url;
        try
        {
            var about = await client.GetFromJsonAsync<About>($"{address}/about", cancellationToken);
            _pids[resource.Name] = about!.Pid;
        }
        catch (Exception exception) when (
            !cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or JsonException or TaskCanceledException)
        {
            logger.NoProcessId(resource.Name, address);
        }
    }

    private async Task AddUsersAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var ocdav = _endpoints["ocdav"];
        foreach (var (name, password) in DevelopmentUsers.All)
        {
            var drives = await Drives.ReadAsync(client, ocdav, name, password, cancellationToken);
            if (drives is null)
            {
                logger.NoSpaces(ocdav, name);
            }

            _users.Add(new RunUser(name, password, drives?.FirstOrDefault(drive => drive.DriveType == Drive.Personal)?.Id));
            foreach (var project in drives?.Where(drive => drive.DriveType == Drive.Project) ?? [])
            {
                _spaces[project.Name] = project.Id;
            }
        }
    }

    private sealed record About(string Name, int Pid);
}
