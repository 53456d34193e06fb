using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>How sign-ins are remembered and limited.</summary>
public sealed class SignInOptions
{
    public const string SectionName = "SignIn";

    /// <summary>How long after its last use a verified password is not verified again; a changed hash ends it at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RememberFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a verified app password is not verified again; one that is revoked ends after that at the latest.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RememberAppPasswordFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Failures of one user from one address within <see cref="FailureWindow"/>, after which both together are refused.</summary>
    [Range(1, 10_000)]
    public int FailuresPerUser { get; set; } = 20;

    /// <summary>Failures from one address within <see cref="FailureWindow"/>, whoever's, after which it is refused.</summary>
    [Range(1, 1_000_000)]
    public int FailuresPerAddress { get; set; } = 200;

    /// <summary>Over how long failures are counted, and how long a refusal lasts at most.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FailureWindow { get; set; } = TimeSpan.FromMinutes(1);
}
