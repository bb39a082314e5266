using System.CommandLine;
using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Host.Commands;

namespace Kopek.Host.StaffCommands;

/// <summary>kopek staff: accounts of the people behind the counter. A server may be running on the folder; every change is in the audit trail.</summary>
internal static class StaffCommand
{
    public static Command Create() => new("staff", "Accounts of the people behind the counter: makes, lists and stops them.")
    {
        AddCommand.Create(),
        List(),
        PasswordCommand.Create(),
        Disable(),
    };

    internal static Option<string> Data() => new("--data") { HelpName = "DIR", Description = "Folder of the deployment, as `kopek serve` was given it.", Required = true };

    internal static Argument<string> Name() => new("NAME") { Description = "As the person signs in: letters, digits and -._@+." };

    /// <summary>A mistyped folder never becomes a new one.</summary>
    internal static PeopleStore Open(string data)
    {
        var folder = Path.GetFullPath(data);
        return Directory.Exists(folder) ? new PeopleStore(folder) : throw new CommandFailure($"There is no folder {folder}.");
    }

    internal static StaffMember Find(StaffAccounts accounts, string name) => accounts.Find(name) ?? throw new CommandFailure($"There is no account {name}; `kopek staff list` shows all.");

    internal static void Note(PeopleStore people, AuditAct act, StaffMember member)
    {
        var now = new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        people.Note(new AuditEntry(0, now, "", "command line", member.Operator, act, member.Shop, "", "", AuditEntry.Done, Money.Zero, $"{member.Name}, {SnakeCase.Of(member.Role)}"));
    }

    private static Command List()
    {
        var data = Data();
        var command = new Command("list", "Lists all accounts.") { data };
        command.SetAction((parsed, _) =>
        {
            using var people = Open(parsed.GetValue(data)!);
            foreach (var member in people.AllStaff())
            {
                Console.Out.WriteLine($"{member.Id}  {SnakeCase.Of(member.Role),-10}  {member.Operator}  {member.Shop}  {member.Name}{(member.IsDisabled ? "  stopped" : "")}");
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static Command Disable()
    {
        var data = Data();
        var name = Name();
        var command = new Command("disable", "Stops an account and ends its sessions. What it did stays in the audit trail.") { name, data };
        command.SetAction((parsed, _) =>
        {
            using var people = Open(parsed.GetValue(data)!);
            using var accounts = new StaffAccounts(people, TimeProvider.System);
            var member = Find(accounts, parsed.GetValue(name)!);
            people.Disable(member);
            Note(people, AuditAct.StaffDisabled, member);
            Console.Out.WriteLine($"{member.Name} is stopped.");
            return Task.FromResult(0);
        });
        return command;
    }
}
