package app.accord.sample;

import java.util.List;

/** Invented people and firms, by the languages that their names come from. */
final class Names {

	static final List<People> PEOPLE = List.of(new People("en",
			"Abigail Alice Amelia Brian Caleb Charlotte Clara Colin Daniel Dorothy Edward Eleanor Emily Ethan Frances "
					+ "George Grace Hannah Harold Hazel Henry Isaac Jack Jane Joan Julian Keith Laura Leonard Lucy "
					+ "Martin Maureen Nathan Nora Oliver Owen Patrick Rachel Rebecca Robert Ruth Samuel Sheila Simon "
					+ "Stella Thomas Victor Violet Walter Wendy",
			"Abbott Ashford Barker Bennett Blackwood Bradley Brooks Carver Chandler Coleman Cooper Dawson Draper Ellis "
					+ "Fairchild Fletcher Foster Gallagher Gibson Hale Harding Hawkins Holloway Hughes Kendrick "
					+ "Langley Lawson Marlowe Mercer Norwood O’Brien O’Connell Osborne Parsons Quinn Ramsey Sheridan "
					+ "Sinclair Thornton Tilden Underhill Vaughn Wakefield Whitaker Winslow"),
			new People("es",
					"Adriana Alejandro Ana Andrés Beatriz Camila Carlos Carmen Catalina Daniela Diego Elena Emilio "
							+ "Esteban Fernanda Gabriela Guadalupe Héctor Inés Javier José Lucía Luis Manuel "
							+ "Marisol Mateo Mercedes Miguel Natalia Pablo Paloma Rafael Raúl Rosa Santiago Sofía "
							+ "Teresa Valentina",
					"Acosta Aguilar Benítez Cabrera Calderón Castillo Cordero Delgado Escobar Espinoza Fuentes "
							+ "Gallardo Guzmán Herrera Ibáñez Jiménez Lozano Maldonado Méndez Molina Navarro Núñez "
							+ "Ortega Paredes Peña Quintero Rivas Romero Salazar Sandoval Tovar Valdez Vega "
							+ "Villanueva Zamora"),
			new People("en",
					"Abena Adaeze Amara Ayodele Chidi Chioma Chukwuemeka Efua Emeka Femi Folake Ifeoma Kofi Kojo "
							+ "Kwabena Kwame Ngozi Nkechi Obinna Olumide Oluwaseun Segun Simisola Temitope Tunde "
							+ "Uche Yaw Zainab",
					"Adeyemi Agyeman Akande Amponsah Appiah Asante Balogun Boateng Chukwu Danso Eze Igwe Mensah Nwosu "
							+ "Obi Ofori Ogunleye Okafor Okonkwo Onyango Osei Owusu Sarpong Uzoma"),
			new People("en",
					"Aarav Aditi Anand Anjali Arjun Deepak Divya Farhan Gita Harpreet Imran Ishaan Kavita Kiran Lakshmi "
							+ "Meera Mohan Nadia Neha Nikhil Priya Rajesh Ravi Rohan Sana Sanjay Shreya Sunita "
							+ "Tariq Vikram",
					"Ahmed Banerjee Bhatt Chaudhary Chopra Das Desai Gupta Hussain Iyer Joshi Kapoor Khan Kulkarni "
							+ "Malhotra Menon Mukherjee Nair Patel Pillai Qureshi Raman Rao Reddy Shah Sharma Siddiqui "
							+ "Singh Trivedi Verma"),
			new People("en",
					"Akiko An Bao Binh Chen Daichi Eun-ji Feng Haruto Hiroshi Hui Ji-woo Jun Kenji Lan Lin Linh Mai Mei "
							+ "Min-jun Minh Naoko Quan Ren Seo-yeon Thanh Wei Xiu Yan Yuki Yumi Zhen",
					"Bui Chang Cho Choi Dang Fujita Han Hayashi Hoang Huang Kang Kato Kim Kwon Le Li Lim Lin Liu Mori "
							+ "Nakamura Ngo Nguyen Park Pham Sato Shen Tan Tran Vo Wang Watanabe Wong Wu Yamada Yoon "
							+ "Zhang Zhao"),
			new People("de",
					"Anja Annelie Astrid Bastian Birgit Carsten Dieter Elke Erik Frieda Greta Gustav Hanna Heike "
							+ "Ingrid Jonas Jürgen Katrin Klaus Lars Lena Magnus Matthias Moritz Nils Petra Rolf "
							+ "Saskia Stefan Sven Theo Ulrike Ursula Wiebke",
					"Albrecht Bauer Becker Bergmann Brandt Dietrich Engel Fischer Friedrich Graf Hartmann Hoffmann "
							+ "Jansen Keller Köhler Krüger Lang Lindgren Lorenz Möller Neumann Nyström Ostermann "
							+ "Pohl Richter Schäfer Schröder Seidel Solberg Vogel Weber Winkler Zimmermann"),
			new People("en",
					"Alina Anton Bogdan Danuta Darya Dmitri Ewa Galina Igor Irena Ivana Jakub Jana Katarzyna Leon "
							+ "Ludmila Marek Milan Mirjana Natasha Oksana Pavel Radek Sergei Svetlana Tomasz Vera "
							+ "Yuri Zofia",
					"Bondarenko Dvořák Grabowski Horvat Ivanov Jankowski Kovač Kowalski Kozlov Lebedev Markovič Melnyk "
							+ "Nowak Petrov Popescu Sokolov Szabó Volkov Wiśniewski Zelenko"),
			new People("en",
					"Ahmad Aisha Amina Ayşe Bilal Cem Dalia Emre Farid Fatima Hala Hassan Ibrahim Jamila Karim Khalid "
							+ "Layla Leila Mahmoud Mona Nabil Noor Omar Rania Salma Samir Selin Tamer Yasmin Yusuf",
					"Abdallah Aydın Aziz Bakri Barakat Demir Farouk Haddad Hamdan Hassan Kaya Khalil Khoury Mansour "
							+ "Mustafa Nasser Öztürk Rahman Saleh Şahin Tahir Yılmaz Zaki"),
			new People("en",
					"Beatriz Bruna Caio Davi Estela Flávia Gilberto Heitor Isadora João Larissa Lívia Marcos Otávio "
							+ "Rafaela Renata Thiago Vitória",
					"Almeida Barbosa Cardoso Carvalho Correia Duarte Ferreira Freitas Machado Moreira Nogueira Pereira "
							+ "Ribeiro Teixeira"));

	static final List<String> FIRMS = List.of("Alder Street Dental Practice", "Atlas Freight Forwarding",
			"Bluebird Day Nursery", "Brightwater Veterinary Clinic", "Cedar & Stone Architects",
			"Chestnut Hill Book Shop", "Copper Kettle Café", "Crescent Yoga Studio", "Eastgate Hardware",
			"Evergreen Landscaping", "Fairmount Cycle Works", "Ferry Lane Bed & Breakfast", "Foundry Row Coworking",
			"Garden State Upholstery", "Golden Thread Tailors", "Granite Bay Accounting", "Greenway Food Cooperative",
			"Hilltop Community Church", "Ironbound Print Works", "Juniper Home Care", "Keystone Auto Repair",
			"Lantern Theatre Company", "Larkspur Florists", "Linden Park Tennis Club", "Maple Avenue Pharmacy",
			"Meridian Translation Services", "Millstone Brewing", "Old Harbor Seafood", "Orchard Row Bakery",
			"Pine Barrens Outfitters", "Quayside Marine Supply", "Redwood Legal Aid", "Riverside Music School",
			"Silver Birch Senior Living", "Southgate Plumbing & Heating", "Stonebridge Insurance Brokers",
			"Summit Physiotherapy", "Tidewater Photography", "Union Square Optics", "Walnut Street Studios",
			"Westfield Moving Company", "Willow Creek Catering", "Windmill Toys", "Wren & Daughters Stationers");

	static final List<City> CITIES = List.of(
			new City("New York, NY", "100", List.of("212", "646", "917"),
					List.of("Canal St", "Bleecker St", "Broome St", "W 94th St", "E 7th St", "Mercer St",
							"Riverside Dr")),
			new City("Brooklyn, NY", "112", List.of("718", "347"),
					List.of("Atlantic Ave", "Bergen St", "Court St", "Dean St", "Ocean Pkwy", "Union St")),
			new City("Newark, NJ", "071", List.of("973"),
					List.of("Broad St", "Clinton Ave", "Ferry St", "Market St", "Park Pl")),
			new City("Jersey City, NJ", "073", List.of("201", "551"),
					List.of("Grove St", "Montgomery St", "Newark Ave", "Summit Ave")),
			new City("Philadelphia, PA", "191", List.of("215", "267"),
					List.of("Chestnut St", "Front St", "Market St", "Pine St", "S 12th St", "Spruce St")),
			new City("Boston, MA", "021", List.of("617", "857"),
					List.of("Beacon St", "Boylston St", "Dorchester Ave", "Hanover St", "Tremont St")),
			new City("Stamford, CT", "069", List.of("203"),
					List.of("Atlantic St", "Bedford St", "Elm St", "Summer St")));

	/** The company's shops. */
	static final List<String> SHOPS = List.of("Market St", "Canal St", "Atlantic Ave", "Chestnut St", "Boylston St");

	static final List<String> MAIL = List.of("postbox.example", "mailhaus.example", "brightmail.example",
			"inbox.example", "letterbox.example");

	private Names() {
	}

	/** Names that occur together. */
	record People(String language, List<String> given, List<String> family) {

		People(String language, String given, String family) {
			this(language, List.of(given.split(" ")), List.of(family.split(" ")));
		}

	}

	/** A place where customers live: its postal codes begin so. */
	record City(String name, String zip, List<String> areaCodes, List<String> streets) {
	}

}
