using System.CommandLine;
using System.Globalization;
using UploadProcessing.LoadTests.Measuring;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Commands;

/// <summary>What is loaded, and which processes it consists of.</summary>
internal sealed class TargetOptions
{
    private readonly Option<FileInfo?> _run = new("--run")
    {
        Description = "run.json of a running topology: addresses, processes, a user and a space. What follows has precedence.",
    };

    private readonly Option<Uri?> _folder = new("--folder")
    {
        CustomParser = argument => Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) ? address : null,
        Description = "Where uploads are created.",
    };

    private readonly Option<string?> _user = new("--user") { HelpName = "NAME:PASSWORD", Description = "Signs in by HTTP Basic." };
    private readonly Option<string?> _bearer = new("--bearer") { HelpName = "TOKEN", Description = "Signs in by an access token." };
    private readonly Option<bool> _direct = new("--direct") { Description = "Sends bytes of PATCH straight to the dataprovider of --run." };
    private readonly Option<string[]> _pids = new("--pid") { HelpName = "NAME=PID", Description = "A process of the server; repeatable." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _run, _folder, _user, _bearer, _direct, _pids })
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_run) is null && result.GetValue(_folder) is null)
            {
                result.AddError("--run or --folder is needed.");
            }
        });
    }

    public Server Server(ParseResult parsed)
    {
        var server = RunFileOf(parsed)?.Server(parsed.GetValue(_direct)) ?? new Server(parsed.GetValue(_folder)!);
        var authorization = (parsed.GetValue(_user), parsed.GetValue(_bearer)) switch
        {
            ({ } user, _) when user.Split(':', 2) is [var name, var password] => Ways.Server.Basic(name, password),
            (_, { } token) => "Bearer " + token,
            _ => server.Authorization,
        };
        return server with { Folder = parsed.GetValue(_folder) ?? server.Folder, Authorization = authorization };
    }

    public Processes Processes(ParseResult parsed)
    {
        if (parsed.GetValue(_pids) is not { Length: > 0 } pids)
        {
            return RunFileOf(parsed)?.Processes ?? Measuring.Processes.None;
        }

        return new Processes(pids.Select(pid => pid.Split('=')).ToDictionary(pid => pid[0], pid => int.Parse(pid[^1], CultureInfo.InvariantCulture)));
    }

    private RunFile? RunFileOf(ParseResult parsed) => parsed.GetValue(_run) is { } file ? RunFile.Read(file.FullName) : null;
}
