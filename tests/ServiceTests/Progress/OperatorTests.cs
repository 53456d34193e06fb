using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using UploadProcessing.DataProvider.Administration;

namespace ServiceTests.Progress;

/// <summary>Suites about what operators see and do.</summary>
public abstract class OperatorTests(ProgressScene scene) : ProgressTests(scene)
{
    protected const string Token = "5f0c1c0a9e8d7b6a5f4e3d2c1b0a9f8e";

    /// <summary>A client of the Admin API, with its token.</summary>
    protected HttpClient Operator { get; private set; } = null!;

    protected override string[] Settings => ["--Administration:Port=0", $"--Administration:Token={Token}"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Operator = new HttpClient { BaseAddress = new Uri(Scene.Last.Services.GetRequiredService<AdminServer>().Address!) };
        Operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Operator.Dispose();
        await base.DisposeAsync();
    }
}
