using System.CommandLine;
using UploadProcessing.LoadTests.Scenarios;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Commands;

/// <summary>What the program can do.</summary>
internal static class LoadCommands
{
    public static RootCommand Make() => new("Loads an upload server of this machine, and says what it did and what that cost it.")
    {
        Files("put", "Uploads each file by one PUT.", Uploading.Put),
        Files("patch", "Creates each upload by POST and sends its bytes by one PATCH.", Uploading.Patch),
        Files("create", "Creates each upload by a POST that brings all bytes (creation-with-upload).", Uploading.Create),
        Held("idle", "Sends half of each upload, then nothing, and holds the connections.", bytesPerSecond: null),
        Held("trickle", "Sends half of each upload, then a few bytes a second.", new Option<int>("--bytes") { DefaultValueFactory = _ => 16, Description = "Bytes a second and upload." }),
        Mixture(),
        Steps(),
        Watching(),
        Flooding(),
        CompareCommand.Make(),
    };

    private static Command Files(string name, string description, Func<Server, Way> way)
    {
        var (target, load) = (new TargetOptions(), new LoadOptions(count: 16, size: "1MiB", concurrency: 4));
        var command = new Command(name, description);
        target.AddTo(command);
        load.AddTo(command);
        command.SetAction(parsed => Report.Write(load.Read(parsed).Run(way(target.Server(parsed)), target.Processes(parsed))));
        return command;
    }

    private static Command Held(string name, string description, Option<int>? bytesPerSecond)
    {
        var target = new TargetOptions();
        var count = new Option<int>("--count") { DefaultValueFactory = _ => 500, Description = "Uploads." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 20, Description = "How long they are held." };
        var size = LoadOptions.SizeOption("--size", "64KiB");
        var command = new Command(name, description) { count, seconds, size };
        if (bytesPerSecond is not null)
        {
            command.Add(bytesPerSecond);
        }

        target.AddTo(command);
        command.SetAction(parsed => Report.Write(
            new MemoryPerUpload(
                parsed.GetValue(count), parsed.GetValue(size), bytesPerSecond is null ? 0 : parsed.GetValue(bytesPerSecond),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)))
                .Run(target.Server(parsed), target.Processes(parsed))));
        return command;
    }

    private static Command Mixture()
    {
        var (target, small) = (new TargetOptions(), new LoadOptions(count: 500, size: "4KiB", concurrency: 4));
        var largeSize = LoadOptions.SizeOption("--large-size", "128MiB");
        var large = new Option<int>("--large") { DefaultValueFactory = _ => 2, Description = "Large uploads at a time." };
        var command = new Command("mixed", "Times small files alone, and while large uploads are under way.") { largeSize, large };
        target.AddTo(command);
        small.AddTo(command);
        command.SetAction(parsed =>
        {
            var server = target.Server(parsed);
            var (alone, beside) = new Mixed(small.Read(parsed), parsed.GetValue(large), parsed.GetValue(largeSize))
                .Run(Uploading.Create(server with { DataProvider = null }), Uploading.Patch(server), target.Processes(parsed));
            Console.WriteLine("Small files alone:");
            Report.Write(alone);
            Console.WriteLine("Beside large uploads:");
            Report.Write(beside);
        });
        return command;
    }

    private static Command Steps()
    {
        var (target, load) = (new TargetOptions(), new LoadOptions(count: 10_000, size: "4KiB", concurrency: 16));
        var nats = new Option<string>("--nats") { DefaultValueFactory = _ => "nats://localhost:9206", Description = "Where the events are." };
        var patient = new Option<bool>("--wait") { Description = "Clients wait for the outcome; otherwise they prefer an answer at once (respond-async)." };
        var command = new Command("processed", "PUTs files into a space with mandatory steps, and follows the queues until all are done.") { nats, patient };
        target.AddTo(command);
        load.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var server = target.Server(parsed) with { Prefer = parsed.GetValue(patient) ? null : "respond-async" };
            var (taken, done, deepest) = await new Processed(load.Read(parsed)).RunAsync(Uploading.Put(server), target.Processes(parsed), parsed.GetValue(nats)!);
            Report.Write(taken);
            Report.Write(taken.Uploads, done, deepest);
        });
        return command;
    }

    private static Command Watching()
    {
        var target = new TargetOptions();
        var count = new Option<int>("--count") { DefaultValueFactory = _ => 1000, Description = "Watchers." };
        var uploads = new Option<int>("--uploads") { DefaultValueFactory = _ => 100, Description = "Uploads that they watch." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 30, Description = "How long nothing happens, and how long bytes arrive." };
        var command = new Command("watch", "Watches uploads by server-sent events, while nothing happens and while each gets a KiB a second.") { count, uploads, seconds };
        target.AddTo(command);
        command.SetAction(parsed => Report.Write(
            new Watched(parsed.GetValue(count), parsed.GetValue(uploads), TimeSpan.FromSeconds(parsed.GetValue(seconds)))
                .Run(target.Server(parsed), target.Processes(parsed))));
        return command;
    }

    private static Command Flooding()
    {
        var run = new Option<FileInfo>("--run") { Required = true, Description = "run.json of a running topology." };
        var key = new Option<string>("--otlp-key") { Required = true, Description = "What the dashboard takes telemetry with: Parameters__otlp-key of the topology." };
        var otlp = new Option<string>("--otlp") { DefaultValueFactory = _ => "http://localhost:9210", Description = "Where it takes it." };
        var senders = new Option<int>("--senders") { DefaultValueFactory = _ => 4 };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 30 };
        var command = new Command("flood", "Sends the dashboard as many spans as it takes, and looks at its pages meanwhile.") { run, key, otlp, senders, seconds };
        command.SetAction(async (parsed, _) =>
        {
            var file = RunFile.Read(parsed.GetRequiredValue(run).FullName);
            var dashboard = file.Processes.Only("dashboard");
            dashboard.ResetPeaks();
            var duration = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            var (spans, refused, pages) = await new Flood(
                new Uri(parsed.GetRequiredValue(otlp)), parsed.GetRequiredValue(key), new Uri(file.Endpoints["dashboard"]), file.DashboardToken!, parsed.GetValue(senders), duration).RunAsync();
            Report.Write(spans, refused, pages, duration, dashboard.Peaks()["dashboard"]);
        });
        return command;
    }
}
