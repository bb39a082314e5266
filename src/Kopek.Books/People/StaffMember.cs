namespace Kopek.Books.People;

/// <summary>What a member of staff may do. Numbers are stored and never reused.</summary>
public enum StaffRole : byte
{
    /// <summary>Works at a till: finds lines, takes money, does what the holder wants of the contract.</summary>
    Clerk = 1,

    /// <summary>Also sees all tills and the audit trail of the operator, and records holders.</summary>
    Supervisor = 2,
}

/// <summary>One account of staff, as Identity handles it. Only the store writes its row.</summary>
public sealed class StaffMember
{
    /// <summary>Opaque, for ever: what the journal has of a clerk. 16 hexadecimal digits.</summary>
    public required string Id { get; init; }
    public required string Name { get; set; }

    /// <summary>The form under which it is found: two names that differ in case are one.</summary>
    public string NormalizedName { get; set; } = "";
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password or a stop: sessions of before end.</summary>
    public string SecurityStamp { get; set; } = "";
    public StaffRole Role { get; init; }

    /// <summary>Code of the brand that they work for; they see nothing of another.</summary>
    public required string Operator { get; init; }

    /// <summary>Code of the shop ("msk-1").</summary>
    public required string Shop { get; init; }
    public bool IsDisabled { get; set; }

    public bool IsSupervisor => Role == StaffRole.Supervisor;
}
