using System.Text;

namespace UploadProcessing.AppHost;

/// <summary>The screen: addresses, users, and three lines to paste.</summary>
internal static class StartScreenText
{
    public static string Of(RunFile run, string dataRoot, string sample)
    {
        var text = new StringBuilder();
        text.AppendLine().AppendLine("UploadProcessing is up. Ctrl-C stops everything.").AppendLine();
        foreach (var (name, address) in run.Endpoints)
        {
            text.AppendLine($"  {name,-21}{address}");
        }

        if (run.DashboardToken is { } token && run.Endpoints.TryGetValue(DashboardParticipant.Name, out var dashboard))
        {
            text.AppendLine().AppendLine("See every upload draw its sequence diagram:").AppendLine().AppendLine($"  {dashboard}/login?t={token}");
        }

        text.AppendLine().AppendLine($"  {"data",-21}{dataRoot}");
        text.AppendLine($"  {"users",-21}{string.Join(", ", run.Users.Select(user => $"{user.Name}/{user.Password}"))}").AppendLine();
        AppendCurlLines(text, run, dataRoot, sample);
        return text.ToString();
    }

    private static void AppendCurlLines(StringBuilder text, RunFile run, string dataRoot, string sample)
    {
        var user = run.Users[0];
        if (user.PersonalSpace is null)
        {
            text.AppendLine("ocdav does not list its spaces (GET /graph/v1.0/me/drives), so there is nothing to paste here yet.");
            return;
        }

        var space = $"{run.Endpoints["ocdav"]}/dav/spaces/{Uri.EscapeDataString(user.PersonalSpace)}";
        var login = $"-u {user.Name}:{user.Password}";
        text.AppendLine("Upload a file, list the folder, download it again:").AppendLine();
        text.AppendLine($"  curl {login} -T '{sample}' '{space}/README.md'");
        text.AppendLine($"  curl {login} -X PROPFIND -H 'Depth: 1' '{space}/'");
        text.AppendLine($"  curl {login} -o copy.md '{space}/README.md'");
        if (run.Spaces.TryGetValue("Lab", out var lab))
        {
            text.AppendLine().AppendLine("In the space Lab, uploads are processed first: answered when that is done, or at once with where to watch it.").AppendLine();
            text.AppendLine($"  curl {login} -T '{sample}' '{run.Endpoints["ocdav"]}/dav/spaces/{lab}/README.md'");
            text.AppendLine($"  curl {login} -i -H 'Prefer: respond-async' -T '{sample}' '{run.Endpoints["ocdav"]}/dav/spaces/{lab}/later.md'");
        }

        text.AppendLine().AppendLine("What operators see:").AppendLine();
        text.AppendLine($"  '{Path.Combine(Path.GetDirectoryName(sample)!, "uploads")}' list --data '{dataRoot}'");
    }
}
