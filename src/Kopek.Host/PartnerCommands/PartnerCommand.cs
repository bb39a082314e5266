using System.CommandLine;

namespace Kopek.Host.PartnerCommands;

/// <summary>kopek partner: a day's transactions of a selling partner, and how its own file differs from them.</summary>
internal static class PartnerCommand
{
    public static Command Create() => new("partner", "Reconciles selling partners.")
    {
        ReconcileCommand.Create(),
        FileCommand.Create(),
    };
}
