using UploadProcessing.ServiceDefaults.Users;

namespace UploadProcessing.Ocdav.Authentication;

/// <summary><c>ocdav hash-password</c>: reads a password from the first line of standard input and prints its hash for the configuration.</summary>
internal static class HashPassword
{
    public const string Command = "hash-password";

    public static int Run(TextReader input, TextWriter output, TextWriter error)
    {
        if (input.ReadLine() is not { Length: > 0 } password)
        {
            error.WriteLine("usage: ocdav hash-password < file-with-the-password");
            return 1;
        }

        output.WriteLine(PasswordHashes.Make(password));
        return 0;
    }
}
