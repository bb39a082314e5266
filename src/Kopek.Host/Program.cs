using System.CommandLine;
using Kopek.Host.Netsim;

var root = new RootCommand("Kopek keeps prepaid data SIMs online: charges over Diameter Gy, takes money, explains.")
{
    NetsimCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
