using Microsoft.Extensions.Hosting;
using UploadProcessing.Messaging;

namespace UploadProcessing.Processing.Steps.Answers;

internal static class AnswersRegistration
{
    /// <summary>Registers what takes answers from outside; several kinds of steps need it, and it is there once.</summary>
    public static void AddStepAnswers(this IHostApplicationBuilder builder)
    {
        if (builder.Services.All(service => service.ServiceType != typeof(StepFinishedConsumer)))
        {
            builder.AddEventConsumer<IHostApplicationBuilder, StepFinishedConsumer>();
        }
    }
}
