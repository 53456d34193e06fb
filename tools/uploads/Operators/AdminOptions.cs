using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace UploadProcessing.CommandLine.Operators;

/// <summary>Where the Admin API is, and what opens it: options, then the environment, then the <c>run.json</c> of a running topology.</summary>
internal sealed class AdminOptions
{
    private const string AddressVariable = "UPLOADS_ADMIN";
    private const string TokenVariable = "UPLOADS_ADMIN_TOKEN";
    private const string DashboardVariable = "UPLOADS_DASHBOARD";
    private const string DashboardTokenVariable = "UPLOADS_DASHBOARD_TOKEN";

    private readonly Option<string?> _address = new("--address")
    {
        Description = $"The Admin API, http://localhost:9208 for instance ({AddressVariable}).",
        HelpName = "URL",
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = $"A file with its token ({TokenVariable} has the token itself).",
        HelpName = "FILE",
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "The data root of a running topology, of which run.json says both.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "data",
    };

    /// <summary>Adds the options to a command that asks the Admin API.</summary>
    public static AdminOptions AddTo(Command command)
    {
        var options = new AdminOptions();
        command.Add(options._address);
        command.Add(options._tokenFile);
        command.Add(options._data);
        return options;
    }

    /// <exception cref="CommandException">Nothing says where it is, or with which token.</exception>
    public AdminClient Open(ParseResult parsed)
    {
        var run = ReadRun(Path.Combine(parsed.GetRequiredValue(_data), "run.json"));
        var address = parsed.GetValue(_address) ?? Environment.GetEnvironmentVariable(AddressVariable) ?? (string?)run?["endpoints"]?["admin"];
        var token = ReadToken(parsed.GetValue(_tokenFile)) ?? Environment.GetEnvironmentVariable(TokenVariable) ?? (string?)run?["adminToken"];
        if (address is null || token is null)
        {
            throw new CommandException(
                $"Nothing says {(address is null ? "where the Admin API is" : "what the Admin API's token is")}. Start ./run and stay in its folder, name its data root (--data DIR), "
                + $"or give --address and --token-file ({AddressVariable}, {TokenVariable}).", ExitCodes.NotAsked);
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new AdminClient(url, token)
            : throw new CommandException($"'{address}' is no address of an Admin API.", ExitCodes.NotAsked);
    }

    /// <summary>The dashboard, which has recorded what uploads did.</summary>
    /// <exception cref="CommandException">Nothing says where it is, or with which token.</exception>
    public DashboardClient OpenDashboard(ParseResult parsed)
    {
        var run = ReadRun(Path.Combine(parsed.GetRequiredValue(_data), "run.json"));
        var address = Environment.GetEnvironmentVariable(DashboardVariable) ?? (string?)run?["endpoints"]?["dashboard"];
        var token = Environment.GetEnvironmentVariable(DashboardTokenVariable) ?? (string?)run?["dashboardToken"];
        return Uri.TryCreate(address, UriKind.Absolute, out var url) && token is not null
            ? new DashboardClient(url, token)
            : throw new CommandException($"There is no dashboard that has recorded sequences: ./run starts one; elsewhere {DashboardVariable} and {DashboardTokenVariable} name it.", ExitCodes.NotAsked);
    }

    private static JsonNode? ReadRun(string file)
    {
        try
        {
            return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CommandException($"{file} cannot be read: {exception.Message}", ExitCodes.NotAsked);
        }
    }

    private static string? ReadToken(string? file)
    {
        try
        {
            return file is null ? null : File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be read: {exception.Message}", ExitCodes.NotAsked);
        }
    }
}
