using UploadProcessing.LoadTests.Measuring;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Comparison;

/// <summary>The servers beside ours, each with a folder of its own.</summary>
internal sealed class Peers(ComparisonSettings settings, string folder) : IDisposable
{
    public const string Tus = "@tus/server", Nginx = "nginx", Splice = "splice";

    private readonly List<ServerProcess> _running = [];

    public Contender StartTus(Func<Server, Way> way, string name = Tus)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, $"tus-node-{_running.Count}")).FullName;
        var process = Start(port => ["node", Path.Combine(settings.TusNode, "server.mjs"), files, $"{port}"]);
        return new Contender(name, way(new Server(new Uri(process.Address, "files"))), Of(Tus, process), files);
    }

    public Contender StartNginx()
    {
        var root = Directory.CreateDirectory(Path.Combine(folder, "nginx")).FullName;
        var files = Directory.CreateDirectory(Path.Combine(root, "files")).FullName;
        var configuration = Path.Combine(root, "nginx.conf");
        var process = Start(port =>
        {
            File.WriteAllText(configuration, File.ReadAllText(Path.Combine(settings.Repository, "benchmarks/peers/nginx/nginx.conf"))
                .Replace("FOLDER", root, StringComparison.Ordinal).Replace("PORT", $"{port}", StringComparison.Ordinal)
                .Replace("USER", Environment.UserName, StringComparison.Ordinal));
            return ["nginx", "-c", configuration, "-p", root];
        });
        return new Contender(Nginx, Uploading.Put(new Server(process.Address)), Of(Nginx, process), files);
    }

    public Contender StartSplice()
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, "splice")).FullName;
        var process = Start(port => [settings.Splice, files, $"{port}"]);
        return new Contender(Splice, Uploading.Put(new Server(process.Address)), Of(Splice, process), files);
    }

    public void Dispose() => _running.ForEach(process => process.Dispose());

    private static Processes Of(string name, ServerProcess process) => new(new Dictionary<string, int> { [name] = process.Pid });

    private ServerProcess Start(Func<int, string[]> command)
    {
        var process = ServerProcess.Start(command);
        _running.Add(process);
        return process;
    }
}
