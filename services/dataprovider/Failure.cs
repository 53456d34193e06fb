using Microsoft.AspNetCore.Http.HttpResults;

namespace UploadProcessing.DataProvider;

/// <summary>A refusal as the client sees it; made in <see cref="TransferErrors"/> only.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Detail">What the client can do about it.</param>
internal sealed record Failure(int Status, string? Detail)
{
    public ProblemHttpResult ToResult() => TypedResults.Problem(Detail, statusCode: Status);
}
