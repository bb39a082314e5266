using System.CommandLine;
using Kopek.Host.Commands;
using Kopek.Host.Demo;
using Kopek.Host.JournalCommands;
using Kopek.Host.Netsim;
using Kopek.Host.Receipts;
using Kopek.Host.PartnerCommands;
using Kopek.Host.Serving;
using Kopek.Host.Settle;
using Kopek.Host.StaffCommands;

var root = new RootCommand("Kopek keeps prepaid data SIMs online: charges over Diameter Gy, takes money, explains.")
{
    DemoCommand.Create(),
    ServeCommand.Create(),
    NetsimCommand.Create(),
    JournalCommand.Create(),
    PartnerCommand.Create(),
    SettleCommand.Create(),
    ReceiptCommand.Create(),
    StaffCommand.Create(),
    AuditCommand.Create(),
};
return await CommandLine.RunAsync(root, args);
