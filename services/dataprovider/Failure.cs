using Microsoft.AspNetCore.Http.HttpResults;

namespace UploadProcessing.DataProvider;

/// <summary>A refusal as the client sees it; made in <see cref="TransferErrors"/> only.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Detail">What the client can do about it.</param>
/// <param name="Step">The mandatory step that has said no.</param>
internal sealed record Failure(int Status, string? Detail, string? Step = null)
{
    public ProblemHttpResult ToResult() => Step is null
        ? TypedResults.Problem(Detail, statusCode: Status)
        : TypedResults.Problem(Detail, statusCode: Status, extensions: [new("step", Step)]);
}
