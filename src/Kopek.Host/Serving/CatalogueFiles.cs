using System.Text;
using Kopek.Books.Catalogues;
using Kopek.Books.Diagnosis;
using Kopek.Core.Diagnosis;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Host.Commands;
using Microsoft.Extensions.Logging;

namespace Kopek.Host.Serving;

/// <summary>The catalogue of a folder, whole, or a failure that lists every bad row.</summary>
internal static partial class CatalogueFiles
{
    public static Catalogue Load(string folder)
    {
        switch (CatalogueLoader.Load(folder))
        {
            case CatalogueLoadResult.Loaded loaded:
                return loaded.Catalogue;
            case CatalogueLoadResult.Refused refused:
                var text = new StringBuilder().AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"The catalogue in {folder} was not loaded:");
                foreach (var error in refused.Errors)
                {
                    text.AppendLine(error.ToString());
                }

                throw new CommandFailure(text.ToString());
            default:
                throw new System.Diagnostics.UnreachableException("A catalogue is loaded or refused.");
        }
    }

    /// <summary>Shutdowns, outages, access points and the cooling period, which lie beside it.</summary>
    public static Func<NetworkConditions> WatchConditions(string folder, ChargingEngine engine, ILogger logger)
    {
        var watch = new ConditionsWatch(folder, () => engine.Catalogue, LoadConditions(folder, engine.Catalogue), TimeProvider.System, faults => Tell(logger, string.Join('\n', faults.Errors)));
        return () => watch.Current;
    }

    private static NetworkConditions LoadConditions(string folder, Catalogue catalogue) => ConditionsLoader.Load(folder, catalogue) switch
    {
        ConditionsLoadResult.Loaded loaded => loaded.Conditions,
        ConditionsLoadResult.Refused refused => throw new CommandFailure($"What {folder} says of the networks was not loaded:\n{string.Join('\n', refused.Errors)}"),
        _ => throw new System.Diagnostics.UnreachableException("Conditions are loaded or refused."),
    };

    [LoggerMessage(801, LogLevel.Error, "What was known of the networks stays, because the changed files were not loaded: {Errors}")]
    private static partial void Tell(ILogger logger, string errors);
}
