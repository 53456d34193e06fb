namespace UploadProcessing.Ocdav.FirstSignIn;

/// <summary>What people find who were never here before.</summary>
internal sealed class PersonalSpacesOptions
{
    public const string SectionName = "PersonalSpaces";

    /// <summary>Whether whoever signs in without a personal space gets one.</summary>
    public bool CreateAtFirstSignIn { get; set; } = true;
}
