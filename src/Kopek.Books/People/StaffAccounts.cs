using Kopek.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Kopek.Books.People;

/// <summary>What came of a try to sign in.</summary>
public enum SignInOutcome
{
    Done,
    WrongNameOrPassword,

    /// <summary>Too many wrong passwords; the right one does not help until the lock ends.</summary>
    Locked,
    Disabled,

    /// <summary>Too many try at once: try again.</summary>
    Busy,
}

/// <param name="Session">Set exactly when it is done.</param>
/// <param name="Member">Whose account was tried; null for an unknown name.</param>
public sealed record SignInResult(SignInOutcome Outcome, string? Session, StaffMember? Member);

/// <summary>Makes accounts of staff and lets them in, with Identity's hashes and rules. Passwords are tried one after the other, so that parallel guesses count.</summary>
public sealed class StaffAccounts : IDisposable
{
    /// <summary>The fifth wrong password locks.</summary>
    public const int MostFailures = 5;

    /// <summary>NIST SP 800-63B: length, not odd characters.</summary>
    public const int LeastPassword = 10;

    /// <summary>A hash of a longer one would be work for whoever sends it.</summary>
    public const int MostPassword = 200;

    public static readonly TimeSpan LockFor = TimeSpan.FromMinutes(15);

    /// <summary>A shift; after it everybody signs in again.</summary>
    public static readonly TimeSpan SessionFor = TimeSpan.FromHours(12);

    /// <summary>Each waits for a hash of about 50 ms before it.</summary>
    private const int MostWaiting = 32;

    private readonly PeopleStore people;
    private readonly TimeProvider time;
    private readonly ServiceProvider identity;
    private readonly SemaphoreSlim turn = new(1);
    private readonly string dummyHash;
    private int waiting;

    public StaffAccounts(PeopleStore people, TimeProvider time)
    {
        this.people = people;
        this.time = time;
        var registered = new ServiceCollection();
        registered.AddLogging();
        registered.AddSingleton(people);
        registered.AddScoped<IUserStore<StaffMember>, StaffUserStore>();
        registered.AddIdentityCore<StaffMember>(options =>
        {
            options.Password = new PasswordOptions
            {
                RequiredLength = LeastPassword,
                RequiredUniqueChars = 5,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
        });
        identity = registered.BuildServiceProvider();
        dummyHash = new PasswordHasher<StaffMember>().HashPassword(Nobody(), PeopleStore.NewId());
    }

    /// <summary>Makes an account. Null, or why it cannot be (a taken name, a weak password).</summary>
    public async Task<string?> Add(string name, string password, StaffRole role, string operatorCode, string shop)
    {
        var member = new StaffMember { Id = PeopleStore.NewId(), Name = name, Role = role, Operator = operatorCode, Shop = shop };
        return await Do(manager => manager.CreateAsync(member, password));
    }

    /// <summary>Another password; sessions of before end. Null, or why it cannot be.</summary>
    public async Task<string?> SetPassword(StaffMember member, string password) => await Do(async manager =>
    {
        foreach (var validator in manager.PasswordValidators)
        {
            var checkedResult = await validator.ValidateAsync(manager, member, password);
            if (!checkedResult.Succeeded)
            {
                return checkedResult;
            }
        }

        member.PasswordHash = manager.PasswordHasher.HashPassword(member, password);
        return await manager.UpdateSecurityStampAsync(member);
    });

    public StaffMember? Find(string name)
    {
        using var scope = identity.CreateScope();
        return people.StaffNamed(scope.ServiceProvider.GetRequiredService<ILookupNormalizer>().NormalizeName(name ?? "") ?? "");
    }

    /// <summary>Tries a name and a password. An unknown name takes as long as a wrong password.</summary>
    public async Task<SignInResult> SignIn(string name, string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            return new SignInResult(SignInOutcome.Busy, null, null);
        }

        await turn.WaitAsync();
        try
        {
            return await TryPassword(Find(name), password);
        }
        finally
        {
            turn.Release();
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Dispose()
    {
        identity.Dispose();
        turn.Dispose();
    }

    private async Task<SignInResult> TryPassword(StaffMember? member, string password)
    {
        using var scope = identity.CreateScope();
        var manager = scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>();
        var now = new Moment(time.GetUtcNow().ToUnixTimeMilliseconds());
        var isLocked = member is not null && people.LockedUntil(member) > now;
        if (member is null || member.IsDisabled || isLocked || password.Length > MostPassword)
        {
            // The same work as for a known name, so that the time tells nothing.
            _ = manager.PasswordHasher.VerifyHashedPassword(member ?? Nobody(), dummyHash, password.Length > MostPassword ? "" : password);
            var outcome = isLocked ? SignInOutcome.Locked : member is { IsDisabled: true } ? SignInOutcome.Disabled : SignInOutcome.WrongNameOrPassword;
            return new SignInResult(outcome, null, member);
        }

        if (!await manager.CheckPasswordAsync(member, password))
        {
            var locks = people.Fail(member, MostFailures, now + LockFor);
            return new SignInResult(locks ? SignInOutcome.Locked : SignInOutcome.WrongNameOrPassword, null, member);
        }

        return new SignInResult(SignInOutcome.Done, people.BeginSession(member, now, now + SessionFor), member);
    }

    private async Task<string?> Do(Func<UserManager<StaffMember>, Task<IdentityResult>> work)
    {
        using var scope = identity.CreateScope();
        var result = await work(scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>());
        return result.Succeeded ? null : string.Join(" ", result.Errors.Select(error => error.Description));
    }

    private static StaffMember Nobody() => new() { Id = "", Name = "", Operator = "", Shop = "" };
}
