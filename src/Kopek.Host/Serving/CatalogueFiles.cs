using System.Text;
using Kopek.Books.Catalogues;
using Kopek.Core.Roaming;
using Kopek.Host.Commands;

namespace Kopek.Host.Serving;

/// <summary>The catalogue of a folder, whole, or a failure that lists every bad row.</summary>
internal static class CatalogueFiles
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
}
