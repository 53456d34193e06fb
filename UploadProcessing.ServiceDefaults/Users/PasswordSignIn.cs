using System.Net;
using UploadProcessing.Contracts;
using UploadProcessing.ServiceDefaults.Audit;

namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>How a sign-in ended.</summary>
/// <param name="User">Who it is; null when refused.</param>
/// <param name="RetryAfter">Set when refused unseen, because too many failed before.</param>
public readonly record struct SignInResult(UserEntry? User, TimeSpan? RetryAfter = null);

/// <summary>Names and passwords against the configured users.</summary>
public sealed class PasswordSignIn(
    ConfiguredUsers users, VerifiedPasswords verified, FailedSignIns failed, AuditLog audit) : IDisposable
{
    private const string Way = "password";

    // What unknown names are verified against, so that the time of the answer does not tell which names exist.
    private static readonly Lazy<string> Decoy = new(() => PasswordHashes.Make(Guid.NewGuid().ToString()));

    // Verifying is pure work for a core: half of them at most, and a crowd of requests that signs in at once verifies once.
    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount / 2));

    // One at a time for each address, so that a burst of guesses takes one core at most and the others' sign-ins pass it by. A fixed
    // number: addresses that share a gate wait for each other, and which do nobody outside can tell.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1))];

    public async ValueTask<SignInResult> TryAsync(string name, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        var user = users.Current.ByName.GetValueOrDefault(name);
        if (user is not null && verified.Contains(user, password))
        {
            return new(user);
        }

        // Before waiting, so that nobody queues to be refused, and again afterwards, when those before have been counted.
        if (failed.RefusedFor(name, address) is { } refusedFor)
        {
            return Refused(refusedFor, user, address);
        }

        var gate = _gates[(uint)FailedSignIns.AddressKey(address).GetHashCode(StringComparison.Ordinal) % (uint)_gates.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            await _cores.WaitAsync(cancellationToken);
            try
            {
                return Verify(user, name, password, address);
            }
            finally
            {
                _cores.Release();
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        _cores.Dispose();
        Array.ForEach(_gates, gate => gate.Dispose());
    }

    private SignInResult Refused(TimeSpan refusedFor, UserEntry? user, IPAddress? address)
    {
        audit.Refused(AuditEvents.SignIn, "limited", Known(user), address, Way);
        return new(null, refusedFor);
    }

    // A name that is nobody's stays out of the log: it may be a password in the wrong field.
    private static UserId? Known(UserEntry? user) => user is null ? null : new UserId(user.Name);

    private SignInResult Verify(UserEntry? user, string name, string password, IPAddress? address)
    {
        if (user is not null && verified.Contains(user, password))
        {
            return new(user);
        }

        if (failed.RefusedFor(name, address) is { } refusedFor)
        {
            return Refused(refusedFor, user, address);
        }

        var matches = PasswordHashes.Verify(user?.PasswordHash ?? Decoy.Value, password);
        if (user is null || !matches)
        {
            failed.Add(name, address);
            audit.Refused(AuditEvents.SignIn, "failed", Known(user), address, Way);
            return new(null);
        }

        failed.Forget(name, address);
        verified.Add(user, password);
        audit.Done(AuditEvents.SignIn, Known(user), address, Way);
        return new(user);
    }
}
