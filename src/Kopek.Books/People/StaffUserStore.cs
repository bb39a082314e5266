using Microsoft.AspNetCore.Identity;

namespace Kopek.Books.People;

/// <summary>Staff for ASP.NET Core Identity, on people.db: names, password hashes and security stamps. What Identity does not ask for is not here (ADR 0016).</summary>
internal sealed class StaffUserStore(PeopleStore people) : IUserPasswordStore<StaffMember>, IUserSecurityStampStore<StaffMember>
{
    public Task<IdentityResult> CreateAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult(people.AddStaff(user)
        ? IdentityResult.Success
        : IdentityResult.Failed(new IdentityError { Code = "DuplicateUserName", Description = $"The name {user.Name} is taken." }));

    public Task<IdentityResult> UpdateAsync(StaffMember user, CancellationToken cancellationToken)
    {
        people.ChangeStaff(user);
        return Task.FromResult(IdentityResult.Success);
    }

    /// <summary>An account that acted is never deleted: the trail and the journal name it.</summary>
    public Task<IdentityResult> DeleteAsync(StaffMember user, CancellationToken cancellationToken)
    {
        people.Disable(user);
        return Task.FromResult(IdentityResult.Success);
    }

    public Task<StaffMember?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(people.Staff(userId));

    public Task<StaffMember?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult(people.StaffNamed(normalizedUserName));

    public Task<string> GetUserIdAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task SetUserNameAsync(StaffMember user, string? userName, CancellationToken cancellationToken)
    {
        user.Name = userName ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedName);

    public Task SetNormalizedUserNameAsync(StaffMember user, string? normalizedName, CancellationToken cancellationToken)
    {
        user.NormalizedName = normalizedName ?? "";
        return Task.CompletedTask;
    }

    public Task SetPasswordHashAsync(StaffMember user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(StaffMember user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public void Dispose()
    {
    }
}
