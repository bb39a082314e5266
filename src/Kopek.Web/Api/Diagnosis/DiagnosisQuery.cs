using System.Globalization;
using Kopek.Core.Roaming;
using Kopek.Web.Api.Problems;
using Kopek.Web.Diagnosis;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api.Diagnosis;

/// <summary>Reads what the holder says of place and device from the address.</summary>
internal static class DiagnosisQuery
{
    /// <summary>3GPP TS 23.003 9.1: an access point name has at most 100 octets.</summary>
    private const int MostNameCharacters = 100;

    /// <summary>An IMEI has 14 digits and a check digit, an IMEISV 16; the first 14 name the device.</summary>
    private const int DeviceDigits = 14;
    private const int MostImeiDigits = 16;

    /// <returns>What is wrong with it, or null.</returns>
    public static Problem? Read(HttpRequest request, CatalogueVersion version, out DiagnosisQuestion question)
    {
        question = new DiagnosisQuestion();
        if (request.Query["region"].ToString() is { Length: > 0 } region)
        {
            if (version.FindRegion(region) is null)
            {
                return new Problem(ProblemKinds.UnknownRegion, "It is a region of ISO 3166-2 that the catalogue has, such as RU-MOW.") { Member = "region" };
            }

            question = question with { Region = region };
        }

        if (request.Query["technology"].ToString() is { Length: > 0 } technologies)
        {
            if (!TryReadTechnologies(technologies, out var device))
            {
                return Invalid("technology", "It lists what the device can, with bars: 2g|3g|4g.");
            }

            question = question with { Device = device };
        }

        if (request.Query["apn"].ToString() is { Length: > 0 } apn)
        {
            if (apn.Length > MostNameCharacters || apn.AsSpan().ContainsAnyExceptInRange('!', '~'))
            {
                return Invalid("apn", "It is the access point name as it is set in the device.");
            }

            question = question with { AccessPoint = apn };
        }

        if (request.Query["imei"].ToString() is { Length: > 0 } imei)
        {
            if (imei.Length is < DeviceDigits or > MostImeiDigits || imei.AsSpan().ContainsAnyExceptInRange('0', '9'))
            {
                return Invalid("imei", "It has 14 to 16 digits; *#06# shows it on the device.");
            }

            question = question with { Imei = ulong.Parse(imei.AsSpan(0, DeviceDigits), NumberStyles.None, CultureInfo.InvariantCulture) };
        }

        return null;
    }

    private static Problem Invalid(string member, string detail) => new(ProblemKinds.QueryInvalid, detail) { Member = member };

    private static bool TryReadTechnologies(string text, out RadioTechnologies technologies)
    {
        technologies = RadioTechnologies.None;
        foreach (var word in text.Split('|'))
        {
            var one = word switch
            {
                "2g" => RadioTechnologies.SecondGeneration,
                "3g" => RadioTechnologies.ThirdGeneration,
                "4g" => RadioTechnologies.FourthGeneration,
                _ => RadioTechnologies.None,
            };
            if (one == RadioTechnologies.None)
            {
                return false;
            }

            technologies |= one;
        }

        return true;
    }
}
