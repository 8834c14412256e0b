using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Agencies.Accounts;

/// <summary>
/// What the framework's checker of passkeys asks of a store. It only reads: adding, using and removing passkeys are acts, and
/// the staff member's own.
/// </summary>
public sealed class StaffPasskeys(TrellisDb db) : IUserPasskeyStore<Staff>
{
    public Task<string> GetUserIdAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public async Task<Staff?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? await db.Staff.Include(s => s.PasskeysEver).FirstOrDefaultAsync(s => s.Id == id, cancellationToken) : null;

    public async Task<Staff?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await db.Staff.Include(s => s.PasskeysEver).FirstOrDefaultAsync(s => s.PasskeysEver.Any(p => p.Credential == credentialId && p.RemovedAt == null), cancellationToken);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Staff user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Passkeys.Select(p => p.Info())]);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(Staff user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(user.Passkeys.FirstOrDefault(p => p.Credential.AsSpan().SequenceEqual(credentialId))?.Info());

    public Task AddOrUpdatePasskeyAsync(Staff user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Elsewhere();

    public Task RemovePasskeyAsync(Staff user, byte[] credentialId, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<IdentityResult> CreateAsync(Staff user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<IdentityResult> UpdateAsync(Staff user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<IdentityResult> DeleteAsync(Staff user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<Staff?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<string?> GetNormalizedUserNameAsync(Staff user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task SetUserNameAsync(Staff user, string? userName, CancellationToken cancellationToken) => throw Elsewhere();

    public Task SetNormalizedUserNameAsync(Staff user, string? normalizedName, CancellationToken cancellationToken) => throw Elsewhere();

    public void Dispose() { }

    private static NotSupportedException Elsewhere() => new("Accounts change by acts of their own, not through the framework's store");
}
