using System.CommandLine;
using Kopek.Books.People;
using Kopek.Host.Commands;

namespace Kopek.Host.StaffCommands;

/// <summary>kopek staff password: another password for an account.</summary>
internal static class PasswordCommand
{
    public static Command Create()
    {
        var name = StaffCommand.Name();
        var data = StaffCommand.Data();
        var command = new Command("password", "Sets another password and ends the account's sessions. It is asked for, or is in KOPEK_STAFF_PASSWORD.") { name, data };
        command.SetAction(async (parsed, _) =>
        {
            using var people = StaffCommand.Open(parsed.GetValue(data)!);
            using var accounts = new StaffAccounts(people, TimeProvider.System);
            var member = StaffCommand.Find(accounts, parsed.GetValue(name)!);
            if (await accounts.SetPassword(member, StaffPassword.Read()) is { } refused)
            {
                throw new CommandFailure(refused);
            }

            StaffCommand.Note(people, AuditAct.StaffPassword, member);
            await Console.Out.WriteLineAsync($"{member.Name} has another password.");
            return 0;
        });
        return command;
    }
}

/// <summary>A password from the environment, from a person at the terminal (not shown), or from a pipe. Never from the command line, which every process can read.</summary>
internal static class StaffPassword
{
    private const string Variable = "KOPEK_STAFF_PASSWORD";

    public static string Read()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return given;
        }

        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() ?? throw new CommandFailure($"There is no password: set {Variable}, or type it at a terminal.");
        }

        var first = Ask("Password: ");
        return Ask("Again: ") == first ? first : throw new CommandFailure("The two are not the same.");
    }

    private static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar) && typed.Length < StaffAccounts.MostPassword)
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
