using System.CommandLine;
using System.Text.RegularExpressions;
using Kopek.Books.Catalogues;
using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Host.Commands;

namespace Kopek.Host.StaffCommands;

/// <summary>kopek staff add: makes an account.</summary>
internal static partial class AddCommand
{
    public static Command Create()
    {
        var name = StaffCommand.Name();
        var data = StaffCommand.Data();
        var role = new Option<string>("--role") { HelpName = "ROLE", Description = "clerk, or supervisor: who also sees all tills and the audit trail, and records holders.", DefaultValueFactory = _ => "clerk" };
        role.AcceptOnlyFromAmong("clerk", "supervisor");
        var operatorCode = new Option<string>("--operator") { HelpName = "CODE", Description = "Brand that the person works for, such as KDR.", Required = true };
        var shop = new Option<string>("--shop") { HelpName = "CODE", Description = "Shop, such as msk-1: small letters, digits and dashes, 20 at most.", Required = true };
        var command = new Command("add", $"Makes an account. The password ({StaffAccounts.LeastPassword} characters at least) is asked for, or is in KOPEK_STAFF_PASSWORD.") { name, data, role, operatorCode, shop };
        command.SetAction((parsed, _) => Add(parsed.GetValue(data)!, parsed.GetValue(name)!, parsed.GetValue(role) == "supervisor" ? StaffRole.Supervisor : StaffRole.Clerk,
            parsed.GetValue(operatorCode)!, parsed.GetValue(shop)!));
        return command;
    }

    private static async Task<int> Add(string data, string name, StaffRole role, string operatorCode, string shop)
    {
        if (!ShopCode().IsMatch(shop))
        {
            throw new CommandFailure($"--shop: '{shop}' is no code such as msk-1.");
        }

        using var people = StaffCommand.Open(data);
        CheckOperator(data, operatorCode);
        using var accounts = new StaffAccounts(people, TimeProvider.System);
        if (await accounts.Add(name, StaffPassword.Read(), role, operatorCode, shop) is { } refused)
        {
            throw new CommandFailure(refused);
        }

        var member = StaffCommand.Find(accounts, name);
        StaffCommand.Note(people, AuditAct.StaffAdded, member);
        await Console.Out.WriteLineAsync($"{member.Name} is a {SnakeCase.Of(role)} of {operatorCode} at {shop}, id {member.Id}.");
        return 0;
    }

    /// <summary>Where the folder has a catalogue of its own, the brand must be in it.</summary>
    private static void CheckOperator(string data, string operatorCode)
    {
        var own = Path.Combine(data, "catalogue");
        if (Directory.Exists(own) && CatalogueLoader.Load(own) is CatalogueLoadResult.Loaded { Catalogue: var catalogue }
            && catalogue.At(new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())).FindOperator(operatorCode) is null)
        {
            throw new CommandFailure($"--operator: the catalogue in {own} has no brand {operatorCode}.");
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,20}$")]
    private static partial Regex ShopCode();
}
