namespace Aspire.Hosting.Offline;

/// <summary>Every resource's lines and states on one screen, its name in front.</summary>
internal sealed class ResourceConsole
{
    public const string QuietKey = "Offline:Quiet";
    private static readonly int[] Colours = [36, 32, 33, 35, 34, 96, 92, 93];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _prefixes = [];
    private readonly bool _quiet;
    private readonly bool _colour;

    public ResourceConsole(IConfiguration configuration, DistributedApplicationModel model)
    {
        _quiet = configuration.GetValue<bool>(QuietKey);
        _colour = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };

        var names = model.Resources.Where(resource => resource is not ParameterResource).Select(resource => resource.Name).ToList();
        var width = names.Count == 0 ? 0 : names.Max(name => name.Length);
        foreach (var (index, name) in names.Index())
        {
            var text = name.PadRight(width) + " | ";
            _prefixes[name] = _colour ? $"\u001b[{Colours[index % Colours.Length]}m{text}\u001b[0m" : text;
        }
    }

    public void Line(string resource, string line) => Write(resource, line);
    public void State(string resource, string state) => Write(resource, _colour ? $"\u001b[1m{state}\u001b[0m" : $"== {state}");

    private void Write(string resource, string text)
    {
        if (_quiet)
        {
            return;
        }

        lock (_gate)
        {
            Console.Out.WriteLine(_prefixes.GetValueOrDefault(resource, resource + " | ") + text);
        }
    }
}
