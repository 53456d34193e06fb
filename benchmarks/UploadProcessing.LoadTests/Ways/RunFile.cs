using System.Text.Json;
using UploadProcessing.LoadTests.Measuring;

namespace UploadProcessing.LoadTests.Ways;

/// <summary><c>run.json</c>, which the AppHost writes into its data root once all is healthy.</summary>
internal sealed record RunFile(Dictionary<string, string> Endpoints, Dictionary<string, int> Pids, IReadOnlyList<RunFile.User> Users, string? DashboardToken = null)
{
    public const string DataProvider = "dataprovider", DataGateway = "datagateway";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public Processes Processes => new(Pids);

    public static RunFile Read(string path) => JsonSerializer.Deserialize<RunFile>(File.ReadAllText(path), Format)!;

    /// <summary>The personal space of the first user, in ocdav.</summary>
    public Server Server(bool direct)
    {
        var user = Users[0];
        return new Server(
            new Uri($"{Endpoints["ocdav"]}/dav/spaces/{user.PersonalSpace}/"), Ways.Server.Basic(user.Name, user.Password),
            direct ? new Uri(Endpoints[DataProvider]) : null);
    }

    internal sealed record User(string Name, string Password, string PersonalSpace);
}
