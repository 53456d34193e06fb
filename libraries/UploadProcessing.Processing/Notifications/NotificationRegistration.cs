using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.Processing.Steps.Webhook;

namespace UploadProcessing.Processing.Notifications;

/// <summary>Registers the applications that are told what becomes of uploads.</summary>
public static partial class NotificationRegistration
{
    /// <summary>Registers each application of the section <c>Notifications</c>; needs the messaging that <see cref="ProcessingRegistration.AddUploadProcessing"/> registers.</summary>
    /// <exception cref="OptionsValidationException">A name is none.</exception>
    public static IHostApplicationBuilder AddNotifications(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<WebhookClients>();
        foreach (var application in builder.Configuration.GetSection(NotificationOptions.SectionName).GetChildren())
        {
            if (!Name().IsMatch(application.Key))
            {
                throw new OptionsValidationException(
                    application.Key, typeof(NotificationOptions), [$"{NotificationOptions.SectionName}:{application.Key}: applications are named by lower case letters, digits and hyphens."]);
            }

            builder.Services.AddOptions<NotificationOptions>(application.Key).Bind(application).ValidateDataAnnotations()
                .Validate(IsComplete, $"{NotificationOptions.SectionName}:{application.Key} needs Url, Secrets (echo \"whsec_$(openssl rand -base64 32)\") and Spaces (ids, or *).")
                .ValidateOnStart();
            foreach (var name in new[] { EventName.UploadReady, EventName.UploadAborted })
            {
                builder.AddEventConsumer(provider => ActivatorUtilities.CreateInstance<NotificationConsumer>(provider, application.Key, name));
            }
        }

        return builder;
    }

    private static bool IsComplete(NotificationOptions options) =>
        options is { Url: { IsAbsoluteUri: true, UserInfo: "" } url, Secrets.Count: > 0, Spaces.Count: > 0 }
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && options.Secrets.All(secret => WebhookSecret.Parse(secret) is not null);

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?\z")]
    private static partial Regex Name();
}
