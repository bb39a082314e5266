using System.CommandLine;
using Kopek.Host.Demo;
using Kopek.Host.Netsim;
using Kopek.Host.Serving;

var root = new RootCommand("Kopek keeps prepaid data SIMs online: charges over Diameter Gy, takes money, explains.")
{
    DemoCommand.Create(),
    ServeCommand.Create(),
    NetsimCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
