using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Processing.Steps;

namespace ServiceTests.Processing.Support;

/// <summary>Attempts at steps, of uploads that there are not.</summary>
internal static class Attempt
{
    public static StepContext Of(string step)
    {
        var now = TimeProvider.System.GetUtcNow();
        var upload = new AllBytesReceived
        {
            UploadId = UploadId.New(),
            Run = 1,
            Steps = [step],
            SpaceId = SpaceId.New(),
            SpaceOwner = new UserId("einstein"),
            ParentId = NodeId.New(),
            Name = "naïve 🎈.txt",
            Size = 5,
            Digest = "xxh128 b5e9c1ad071b3e7fc779cfaa5e523818",
            UserId = new UserId("marie"),
            ReceivedAt = now,
        };
        return new StepContext(upload, step, 1, now.AddMinutes(10), $"ticket-{Guid.NewGuid():N}", new SecretContent());
    }
}
