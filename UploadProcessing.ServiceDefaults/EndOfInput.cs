using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace UploadProcessing.ServiceDefaults;

/// <summary>Stops the service when its standard input ends: where the system cannot end a child with its parent, this does.</summary>
/// <remarks>Whoever starts it keeps the other end open and sets <c>UPLOADS_STOP_AT_END_OF_INPUT</c>; without that, input means nothing.</remarks>
internal sealed class EndOfInput(IHostApplicationLifetime lifetime) : BackgroundService
{
    private const string Key = "UPLOADS_STOP_AT_END_OF_INPUT";

    public static void AddTo(IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<bool>(Key))
        {
            builder.Services.AddHostedService<EndOfInput>();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var input = Console.OpenStandardInput();
        var ignored = new byte[256];
        while (await input.ReadAsync(ignored, stoppingToken).AsTask().WaitAsync(stoppingToken) > 0)
        {
            // What somebody types there is nobody's business.
        }

        lifetime.StopApplication();
    }
}
