using Microsoft.Extensions.Options;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>Refuses at start an address that none can be reached at.</summary>
internal sealed class VirusScanValidation : IValidateOptions<VirusScanOptions>
{
    public ValidateOptionsResult Validate(string? name, VirusScanOptions options) => ClamAddress.Parse(options.Address) is not null
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{StepOptions.SectionName}:{name}:{nameof(VirusScanOptions.Address)} has to be unix:/path/of/socket or tcp://host:port.");
}
