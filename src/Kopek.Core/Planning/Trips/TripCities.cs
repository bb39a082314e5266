using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Core.Planning.Trips;

/// <summary>Places by the names that people type: cities that travellers go to, and every region of the catalogue by its name or ISO 3166-2 code.</summary>
public static class TripCities
{
    /// <summary>City and region in the order of name: Chinese, English, Russian.</summary>
    private static readonly (string Region, LocalizedText Name)[] Cities =
    [
        ("RU-MOW", new("莫斯科", "Moscow", "Москва")), ("RU-SPE", new("圣彼得堡", "Saint Petersburg", "Санкт-Петербург")), ("RU-PRI", new("符拉迪沃斯托克", "Vladivostok", "Владивосток")),
        ("RU-KHA", new("哈巴罗夫斯克", "Khabarovsk", "Хабаровск")), ("RU-AMU", new("布拉戈维申斯克", "Blagoveshchensk", "Благовещенск")), ("RU-IRK", new("伊尔库茨克", "Irkutsk", "Иркутск")),
        ("RU-BU", new("乌兰乌德", "Ulan-Ude", "Улан-Удэ")), ("RU-ZAB", new("赤塔", "Chita", "Чита")), ("RU-NVS", new("新西伯利亚", "Novosibirsk", "Новосибирск")),
        ("RU-KYA", new("克拉斯诺亚尔斯克", "Krasnoyarsk", "Красноярск")), ("RU-TOM", new("托木斯克", "Tomsk", "Томск")), ("RU-OMS", new("鄂木斯克", "Omsk", "Омск")),
        ("RU-SVE", new("叶卡捷琳堡", "Yekaterinburg", "Екатеринбург")), ("RU-CHE", new("车里雅宾斯克", "Chelyabinsk", "Челябинск")), ("RU-TA", new("喀山", "Kazan", "Казань")),
        ("RU-NIZ", new("下诺夫哥罗德", "Nizhny Novgorod", "Нижний Новгород")), ("RU-SAM", new("萨马拉", "Samara", "Самара")), ("RU-KDA", new("索契", "Sochi", "Сочи")),
        ("RU-KDA", new("克拉斯诺达尔", "Krasnodar", "Краснодар")), ("RU-ROS", new("顿河畔罗斯托夫", "Rostov-on-Don", "Ростов-на-Дону")), ("RU-VGG", new("伏尔加格勒", "Volgograd", "Волгоград")),
        ("RU-KGD", new("加里宁格勒", "Kaliningrad", "Калининград")), ("RU-MUR", new("摩尔曼斯克", "Murmansk", "Мурманск")), ("RU-ARK", new("阿尔汉格尔斯克", "Arkhangelsk", "Архангельск")),
        ("RU-SA", new("雅库茨克", "Yakutsk", "Якутск")), ("RU-KAM", new("堪察加彼得罗巴甫洛夫斯克", "Petropavlovsk-Kamchatsky", "Петропавловск-Камчатский")),
        ("RU-SAK", new("南萨哈林斯克", "Yuzhno-Sakhalinsk", "Южно-Сахалинск")), ("RU-PER", new("彼尔姆", "Perm", "Пермь")), ("RU-BA", new("乌法", "Ufa", "Уфа")), ("RU-TYU", new("秋明", "Tyumen", "Тюмень")),
        ("RU-MOW", new("莫斯科市", "Moskva", "Москва")), ("RU-SPE", new("圣彼得堡市", "St Petersburg", "Петербург")), ("RU-PRI", new("海参崴", "Vladivostok", "Владивосток")), ("RU-KHA", new("伯力", "Khabarovsk", "Хабаровск")),
    ];

    /// <summary>Null where neither a city nor a region is called so. Capitals do not matter.</summary>
    public static TripStop? Find(CatalogueVersion version, string typed)
    {
        ArgumentNullException.ThrowIfNull(version);
        foreach (var (iso, name) in Cities)
        {
            if (IsCalled(name, typed) && version.FindRegion(iso) is { } region)
            {
                return new TripStop(name, region);
            }
        }

        return version.Regions.FirstOrDefault(region => IsCalled(region.Name, typed) || Same(region.Iso, typed)) is { } found ? new TripStop(found.Name, found) : null;
    }

    private static bool IsCalled(LocalizedText name, string typed) => Same(name.Zh, typed) || Same(name.En, typed) || Same(name.Ru, typed);

    private static bool Same(string name, string typed) => string.Equals(name, typed, StringComparison.OrdinalIgnoreCase);
}
