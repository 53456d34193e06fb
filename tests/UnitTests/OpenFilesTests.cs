using Microsoft.Extensions.Logging;
using UploadProcessing.ServiceDefaults;
using UploadProcessing.TestSupport;

namespace UnitTests;

/// <summary>The limit of open files, as Linux writes it.</summary>
public sealed class OpenFilesTests
{
    private const string Header = "Limit                     Soft Limit           Hard Limit           Units     ";

    [Theory]
    [InlineData("Max open files            20000                1048576              files     ", 20000)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max locked memory         8388608              8388608              bytes     ", null)]
    public void Parse_ReadsTheSoftLimit(string line, int? limit) => Assert.Equal(limit, OpenFiles.Parse([Header, line]));

    [Fact]
    public async Task Start_SaysTheLimitOfThisProcess()
    {
        Assert.SkipWhen(OpenFiles.Read() is null, "This system does not tell, or has no limit.");
        using var logs = new KeptLogs();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));

        await new OpenFiles(factory.CreateLogger<OpenFiles>()).StartAsync(TestContext.Current.CancellationToken);

        Assert.Contains($" {OpenFiles.Read()} files and connections open at once", Assert.Single(logs.All).Message, StringComparison.Ordinal);
    }
}
