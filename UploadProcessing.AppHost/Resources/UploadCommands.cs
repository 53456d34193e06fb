using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Administration;

namespace UploadProcessing.AppHost.Resources;

/// <summary>Buttons of a dashboard that upload something, as curl would, and open what came of it. Where the development users are known only.</summary>
internal static class UploadCommands
{
    private const string Space = "Lab";

    // In two halves: a scanner of the developer's machine would take this file, and the program, for the virus.
    private static readonly byte[] s_testVirus = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    /// <param name="ocdav">What is uploaded to.</param>
    /// <param name="dataprovider">Its Admin API says which upload it became.</param>
    /// <param name="adminToken">Of the Admin API.</param>
    /// <param name="dashboard">Where its diagram is; null without one.</param>
    /// <param name="sample">The file that is uploaded.</param>
    /// <param name="scans">Whether somebody looks for viruses.</param>
    public static void AddUploadCommands(
        this IResourceBuilder<ProjectResource> ocdav, IResourceBuilder<ProjectResource> dataprovider, IResourceBuilder<ParameterResource> adminToken,
        IResourceBuilder<ProjectResource>? dashboard, string sample, bool scans)
    {
        if (!ocdav.ApplicationBuilder.ExecutionContext.IsRunMode || !ocdav.ApplicationBuilder.Environment.IsDevelopment())
        {
            return;
        }

        ocdav.ApplicationBuilder.Services.AddHttpClient();
        var uploads = new Uploads(ocdav.GetEndpoint("http"), dataprovider.GetEndpoint("admin"), adminToken.Resource, dashboard?.GetEndpoint("http"));
        ocdav.WithCommand("upload-sample", "Upload a sample",
            async context => await uploads.PutAsync(context, $"sample-{Now()}{Path.GetExtension(sample)}", await File.ReadAllBytesAsync(sample, context.CancellationToken)),
            new CommandOptions { Description = $"PUT of {Path.GetFileName(sample)} into the space {Space}, whose uploads are processed.", UpdateState = WhileRunning });
        ocdav.WithCommand("upload-eicar", "Upload EICAR",
            context => uploads.PutAsync(context, $"eicar-{Now()}.txt", s_testVirus),
            new CommandOptions
            {
                Description = scans ? $"PUT of the test virus into the space {Space}: it is refused." : "Nothing scans for viruses here: install clamd, and start again.",
                UpdateState = context => scans ? WhileRunning(context) : ResourceCommandState.Disabled,
            });
        dashboard?.WithCommand("open-diagram", "Open the newest diagram", uploads.OpenNewestAsync,
            new CommandOptions { Description = "The sequence diagram of the newest upload, in the browser of this machine.", UpdateState = WhileRunning });
    }

    private static ResourceCommandState WhileRunning(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    private static string Now() => DateTime.UtcNow.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);

    private sealed class Uploads(EndpointReference ocdav, EndpointReference admin, ParameterResource adminToken, EndpointReference? dashboard)
    {
        public async Task<ExecuteCommandResult> PutAsync(ExecuteCommandContext context, string name, byte[] content)
        {
            using var client = context.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
            var (user, password) = DevelopmentUsers.All[0];
            var drives = await Drives.ReadAsync(client, ocdav.Url, user, password, context.CancellationToken);
            if (drives?.FirstOrDefault(drive => drive.Name == Space) is not { } space)
            {
                return CommandResults.Failure($"ocdav does not list the space {Space} to {user}.");
            }

            using var put = new HttpRequestMessage(HttpMethod.Put, $"{ocdav.Url}/dav/spaces/{Uri.EscapeDataString(space.Id)}/{name}") { Content = new ByteArrayContent(content) };
            put.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
            using var answer = await client.SendAsync(put, context.CancellationToken);
            var outcome = $"{name} in {Space}: {(int)answer.StatusCode} {answer.ReasonPhrase}{await ReasonAsync(answer, context.CancellationToken)}.";
            var upload = (await NewestAsync(client, $"&space={space.Id}", context.CancellationToken)).FirstOrDefault(one => one.Name == name);
            return Result(answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.UnprocessableEntity, outcome + LinkTo(upload));
        }

        public async Task<ExecuteCommandResult> OpenNewestAsync(ExecuteCommandContext context)
        {
            using var client = context.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
            var newest = (await NewestAsync(client, "", context.CancellationToken)).MaxBy(upload => upload.CreatedAt);
            if (newest is null)
            {
                return CommandResults.Failure("Nothing has been uploaded yet.");
            }

            try
            {
                using var browser = Process.Start(new ProcessStartInfo(Page(newest.Id)) { UseShellExecute = true });
                return CommandResults.Success($"{newest.Name}.{LinkTo(newest)}");
            }
            catch (Win32Exception)
            {
                return CommandResults.Success($"This machine opens no browser by itself. {newest.Name}.{LinkTo(newest)}");
            }
        }

        /// <summary>A refusal is what an upload of the test virus is for: it says so, and why.</summary>
        private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
            answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType is not "application/problem+json" ? ""
            : JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)).RootElement.TryGetProperty("detail", out var detail) ? $" ({detail})"
            : "";

        private static ExecuteCommandResult Result(bool success, string message) =>
            success ? CommandResults.Success(message) : CommandResults.Failure(message);

        private async Task<IReadOnlyList<AdminUpload>> NewestAsync(HttpClient client, string filter, CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{admin.Url}/admin/uploads?limit=100{filter}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await adminToken.GetValueAsync(cancellationToken));
            using var answer = await client.SendAsync(request, cancellationToken);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync(AdminJson.Default.AdminUploadList, cancellationToken))!.Uploads;
        }

        private string LinkTo(AdminUpload? upload) => upload is not null && dashboard is not null ? $" Its diagram: {Page(upload.Id)}" : "";

        private string Page(UploadId id) => $"{dashboard!.Url}/uploads/{id}";
    }
}
